import IGMPReports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output.
enum Output {
    /// Whether somebody watches.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static func buffer() -> ByteBuffer { ByteBuffer(fileDescriptor: STDOUT_FILENO) }

    /// Ends the program quietly when the reader has gone away; any other failure is one.
    static func check(_ buffer: borrowing ByteBuffer) throws(CommandFailure) {
        guard let error = buffer.writeError else { return }
        if error == EPIPE { exit(ExitStatus.done.rawValue) }
        // The text is the C library's own and lives until the next call.
        throw CommandFailure(
            status: .couldNotRead, message: "standard output: \(unsafe String(cString: strerror(error)))")
    }

    /// The terminal's width and height in characters; nil when there is none.
    static func terminalSize() -> (columns: Int, rows: Int)? {
        var size = winsize()
        // The call fills in the structure.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}

import IGMPReports
import LiveCapture

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

    /// The same for a live capture, which never waits for a reader.
    static func liveBuffer() -> ByteBuffer {
        var buffer = ByteBuffer(fileDescriptor: isTerminal ? terminal() ?? STDOUT_FILENO : STDOUT_FILENO)
        buffer.waits = false
        return buffer
    }

    /// The terminal, opened once more: it does not tell how much it takes without waiting, and
    /// the stream itself may be shared with programs that mean to wait.
    private static func terminal() -> Int32? {
        // The C library's own string, or none, that lives until the next call.
        guard let name = unsafe ttyname(STDOUT_FILENO) else { return nil }
        let descriptor = unsafe open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        return descriptor < 0 ? nil : descriptor
    }

    /// Ends the program quietly when the reader has gone away; any other failure is one.
    static func check(_ buffer: borrowing ByteBuffer) throws(CommandFailure) {
        guard let error = buffer.writeError else { return }
        if error == EPIPE { exit(ExitStatus.done.rawValue) }
        throw CommandFailure(status: .couldNotRead, message: "standard output: \(SystemError(number: error).text)")
    }

    /// The terminal's width and height in characters; nil when there is none.
    static func terminalSize() -> (columns: Int, rows: Int)? {
        var size = winsize()
        // The call fills in the structure.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}

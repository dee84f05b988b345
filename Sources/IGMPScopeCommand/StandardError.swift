import IGMPReports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where everything goes that is no result.
enum StandardError {
    /// Whether somebody watches.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes `line` and a newline. Names in it may be anybody's: what would act on
    /// a terminal, a newline too, is escaped.
    static func write(_ line: String) {
        var buffer = ByteBuffer(capacity: line.utf8.count + 1, fileDescriptor: STDERR_FILENO)
        buffer.append(escapedForTerminal: line)
        buffer.append(byte: UInt8(ascii: "\n"))
        buffer.flush()
    }

    /// Writes what `body` makes of `value`.
    static func write<Value>(_ value: Value, _ body: (Value, inout ByteBuffer) -> Void) {
        var buffer = ByteBuffer(capacity: 1024, fileDescriptor: STDERR_FILENO)
        body(value, &buffer)
        buffer.flush()
    }
}

import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The capture filter expression of the command line.
enum FilterText {
    /// The longest filter file that is read, in bytes.
    private static let longest = 1 << 20

    /// The words of the command line as one, or what the file named by `-F` holds.
    static func read(_ capture: CaptureOptions) throws(CommandFailure) -> String {
        guard let path = capture.filterFile else { return capture.filter.joined(separator: " ") }
        // The path lives for the call.
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: longest)
        // The call writes no more than the array has.
        let length = unsafe text.withUnsafeMutableBytes { unsafe readBytes(descriptor, $0.baseAddress, $0.count) }
        guard length >= 0 else { throw failure(path) }
        return String(decoding: text.prefix(length), as: UTF8.self)
    }

    /// The expression, checked; nil for none.
    static func filter(_ expression: String) throws(CommandFailure) -> CaptureFilter? {
        guard expression.contains(where: { !$0.isWhitespace }) else { return nil }
        let filter = CaptureFilter(expression)
        do {
            try filter.validate()
        } catch {
            throw CommandFailure(status: .badUsage, message: error.description)
        }
        return filter
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(status: .couldNotRead, message: "\(path): \(SystemError.last.text)")
    }
}

/// `read(2)`, which a static method's name hides above.
private func readBytes(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    // The caller's buffer has `count` bytes.
    unsafe read(descriptor, start, count)
}

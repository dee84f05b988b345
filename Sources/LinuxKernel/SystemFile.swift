#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file in which the kernel shows its state, opened once and read any number of
/// times: after privileges were given up too.
struct SystemFile: ~Copyable {
    /// The longest that is read, in bytes.
    private static let longest = 16 << 20

    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(KernelReadingError) {
        self.path = path
        // The path lives for the call.
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit {
        close(descriptor)
    }

    /// What it holds now.
    borrowing func read() throws(KernelReadingError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < Self.longest {
            // The array has as many bytes as told.
            let count = unsafe pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
            guard count >= 0 else { throw Self.failure(path) }
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    private static func failure(_ path: String) -> KernelReadingError {
        // A string of the C library, copied at once.
        KernelReadingError("\(path): \(unsafe String(cString: strerror(errno)))")
    }
}

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that has a path and no name: it is gone with the process, however that ends.
struct ScratchFile: ~Copyable {
    private let descriptor: Int32
    private static let shared = Mutex(ScratchFile())

    /// Calls `body` with the path of a file that holds `bytes`; one call at a time.
    static func with<Failure: Error>(_ bytes: [UInt8], _ body: (String) throws(Failure) -> Void) throws(Failure) {
        try shared.withLock { file throws(Failure) in
            file.hold(bytes)
            try body("/dev/fd/\(file.descriptor)")
        }
    }

    private init() {
        // In memory where there is such a place: this is done thousands of times a second.
        // The name is a constant.
        let folder = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        // mkstemp(3) asks for six X's at the end, and writes over them, within the array.
        var name = Array("\(folder)/igmpscope-fuzz-XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&name)
        guard descriptor >= 0 else { fatalError("no scratch file can be made in \(folder)") }
        _ = unsafe unlink(name)
    }

    deinit {
        _ = close(descriptor)
    }

    /// Makes `bytes` all that it holds.
    private func hold(_ bytes: [UInt8]) {
        guard ftruncate(descriptor, 0) == 0 else { fatalError("the scratch file cannot be emptied") }
        var written = 0
        while written < bytes.count {
            // From `written` on there are as many bytes as the count says.
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe pwrite(descriptor, bytes.baseAddress! + written, bytes.count - written, off_t(written))
            }
            guard count > 0 else { fatalError("the scratch file cannot be written") }
            written += count
        }
    }
}

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open file of the operating system, closed with its last owner unless it
/// is a standard stream. Every call on it that is interrupted is made again.
final class FileDescriptor {
    typealias Reason = CaptureFileError.Reason

    let number: Int32
    private var isOpen: Bool
    private let isStandardStream: Bool
    /// Called before a read that would wait, and now and then before others.
    var beforeWaiting: InputWait?
    private var readCount: UInt32 = 0

    /// How many reads there are to a call of ``beforeWaiting`` at most.
    private static let readsWithoutCall: UInt32 = 16

    private init(number: Int32, isStandardStream: Bool) {
        self.number = number
        self.isStandardStream = isStandardStream
        isOpen = true
    }

    deinit {
        if isOpen && !isStandardStream {
            _ = Self.closeDescriptor(number)
        }
    }

    /// Opens `path` for reading; `-` is standard input.
    static func reading(_ path: String) throws(Reason) -> FileDescriptor {
        if path == "-" {
            return FileDescriptor(number: STDIN_FILENO, isStandardStream: true)
        }
        return try opened(openDescriptor(path, O_RDONLY | O_CLOEXEC))
    }

    /// Creates `path`, or empties it, for writing; `-` is standard output.
    static func writing(_ path: String) throws(Reason) -> FileDescriptor {
        if path == "-" {
            return FileDescriptor(number: STDOUT_FILENO, isStandardStream: true)
        }
        return try opened(openDescriptor(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC))
    }

    private static func opened(_ number: Int32) throws(Reason) -> FileDescriptor {
        guard number >= 0 else { throw .system(call: .open, errorNumber: errno) }
        return FileDescriptor(number: number, isStandardStream: false)
    }

    private static func openDescriptor(_ path: String, _ flags: Int32) -> Int32 {
        // The string is lent as a terminated C string for the call alone.
        unsafe open(path, flags, 0o666)
    }

    private static func closeDescriptor(_ number: Int32) -> Int32 {
        close(number)
    }

    /// The size in bytes of a regular file; nil for all else.
    var regularFileSize: Int? {
        var status = stat()
        // The call fills in the local it is given.
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(clamping: status.st_size)
    }

    /// Reads what there is, up to the size of `buffer`; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Reason) -> Int {
        readCount &+= 1
        if let beforeWaiting, readCount % Self.readsWithoutCall == 0 || wouldWait, !beforeWaiting(number) { return 0 }
        while true {
            // The buffer is valid for writing `count` bytes, which its owner vouches for.
            let count = unsafe readBytes(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            try wait(for: Int16(POLLIN), orThrow: .read)
        }
    }

    /// Whether a read has to wait for bytes, or for the end of the file.
    private var wouldWait: Bool {
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        // The call writes to the local it is given. A regular file is always ready.
        return unsafe poll(&request, 1, 0) == 0
    }

    /// Writes all of `buffer`.
    func write(_ buffer: UnsafeRawBufferPointer) throws(Reason) {
        var written = 0
        while written < buffer.count {
            // `written` is below the count, so what is left lies within the buffer.
            let count = unsafe writeBytes(number, buffer.baseAddress! + written, buffer.count - written)
            if count >= 0 {
                written += count
            } else {
                try wait(for: Int16(POLLOUT), orThrow: .write)
            }
        }
    }

    /// Closes the file, reporting what the system only finds out then.
    func finish() throws(Reason) {
        guard isOpen && !isStandardStream else { return }
        isOpen = false
        // An interrupted close has closed; doing it again could hit another file.
        if Self.closeDescriptor(number) != 0 && errno != EINTR {
            throw .system(call: .close, errorNumber: errno)
        }
    }

    /// After a call that failed: returns when it is worth making again, else throws its error.
    private func wait(for events: Int16, orThrow call: CaptureFileError.SystemCall) throws(Reason) {
        let errorNumber = errno
        if errorNumber == EINTR { return }
        guard errorNumber == EAGAIN else { throw .system(call: call, errorNumber: errorNumber) }
        var request = pollfd(fd: number, events: events, revents: 0)
        // One request, lent for the call.
        _ = unsafe poll(&request, 1, -1)
    }

    /// The system's words for an `errno`.
    static func message(_ errorNumber: Int32) -> String {
        // The system returns a terminated string for every number.
        unsafe String(cString: strerror(errorNumber))
    }
}

// The methods of the class hide the functions of the same name.
private func readBytes(_ number: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(number, start, count)
}

private func writeBytes(_ number: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    unsafe write(number, start, count)
}

package import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes on their way out: everything that is printed is put together in one.
///
/// Without a file descriptor it grows, and its bytes are lent to who wants them.
/// With one it keeps its size and writes itself out whenever it is full, so that
/// output of any length needs no more memory than that; unless it is not to wait
/// for its reader, when it keeps what could not be written and grows. Appending
/// never fails: an error of writing is kept in ``writeError`` and what follows it
/// is discarded.
@safe
package struct ByteBuffer: ~Copyable {
    /// What one append of fixed size may ask for; a capacity is never less.
    static let leastCapacity = 64

    // Owned: allocated in init, freed in deinit, replaced only by grow(). At most
    // `capacity` bytes, the first `count` of them written.
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes it holds.
    package private(set) var count = 0
    /// How many of them have been written out, which only happens when it does not wait.
    private var written = 0
    package let fileDescriptor: Int32?
    /// Whether it waits until its file descriptor takes what is written.
    package var waits = true
    /// The `errno` of the first write that failed; nil as long as none has.
    package private(set) var writeError: Int32?
    /// The date that was written last.
    var date = DateText()
    /// The clock that the times of state are told by.
    package var clock = FrameClock()

    /// An empty buffer.
    ///
    /// - Parameters:
    ///   - capacity: its size in bytes, to begin with.
    ///   - fileDescriptor: where to write when it is full and by ``flush()``; it
    ///     stays the caller's to close. Nil for a buffer that grows.
    package init(capacity: Int = 256 * 1024, fileDescriptor: Int32? = nil) {
        self.capacity = max(capacity, Self.leastCapacity)
        self.fileDescriptor = fileDescriptor
        // Freed in deinit and nowhere else.
        unsafe start = .allocate(capacity: self.capacity)
    }

    deinit {
        // Allocated by init or grow(); nothing else keeps the pointer.
        unsafe start.deallocate()
    }

    /// Whether it holds no byte.
    package var isEmpty: Bool { count == 0 }

    /// How many bytes wait to be written out.
    package var backlog: Int { count &- written }

    /// Forgets what it holds.
    package mutating func removeAll() {
        count = 0
    }

    /// Lends what it holds to `body`.
    package borrowing func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The first `count` bytes are initialised, and the buffer cannot change during a borrow.
        try unsafe body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A copy of what it holds.
    package borrowing func bytes() -> [UInt8] {
        // The array copies before the loan ends.
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// Adds one byte.
    @inline(__always)
    package mutating func append(byte: UInt8) {
        // room(for:) made place for one byte.
        unsafe room(for: 1).pointee = byte
        count &+= 1
    }

    /// Adds the bytes of a literal.
    @inline(__always)
    package mutating func append(_ literal: StaticString) {
        if literal.hasPointerRepresentation {
            // The literal's bytes live as long as the program.
            unsafe append(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
        } else {
            literal.withUTF8Buffer { unsafe append(UnsafeRawBufferPointer($0)) }
        }
    }

    /// Adds `text` as it is, control characters too.
    package mutating func append(unescaped text: String) {
        // Copied before the loan ends.
        let isCopied: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe append(UnsafeRawBufferPointer($0))
        }
        if isCopied == nil { for byte in text.utf8 { append(byte: byte) } }
    }

    /// Adds a copy of `bytes`.
    @inline(__always)
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        // Room for all of them was made, and the source is none of this buffer's memory.
        unsafe UnsafeMutableRawPointer(room(for: bytes.count)).copyMemory(from: source, byteCount: bytes.count)
        count &+= bytes.count
    }

    /// Where the next `size` bytes go; who writes them then counts them by ``advance(by:)``.
    @inline(__always)
    mutating func room(for size: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity &- count < size { makeRoom(for: size) }
        // At most `capacity`, by the line above.
        return unsafe start + count
    }

    /// Counts `size` bytes written where ``room(for:)`` said.
    @inline(__always)
    mutating func advance(by size: Int) {
        count &+= size
    }

    @inline(never)
    private mutating func makeRoom(for size: Int) {
        if fileDescriptor != nil { flush() }
        forgetWritten()
        guard capacity - count < size else { return }
        let larger = max(2 * capacity, count + size)
        // Both allocations hold at least `count` bytes; the old one is not used after this.
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = larger
    }

    /// Writes what it holds to its file descriptor, if it has one: all of it, or where it
    /// does not wait as much as is taken at once.
    package mutating func flush() {
        guard let fileDescriptor else { return }
        while written < count, writeError == nil {
            // What can be written without waiting is no more than this (POSIX poll(), write()).
            let size = waits ? count - written : min(count - written, Int(PIPE_BUF))
            if !waits, !Self.isWritable(fileDescriptor, within: 0) { return }
            // `written` is less than `count`, so this lies within what is initialised.
            let result = unsafe write(fileDescriptor, start + written, size)
            if result >= 0 {
                written += result
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                guard waits else { return }
                _ = Self.isWritable(fileDescriptor, within: -1)
            } else if errno != EINTR {
                writeError = errno
            }
        }
        count = 0
        written = 0
    }

    /// Moves what waits to the front.
    private mutating func forgetWritten() {
        guard written > 0 else { return }
        // Both lie within what is initialised; the call minds that they overlap.
        unsafe start.update(from: start + written, count: count - written)
        count -= written
        written = 0
    }

    /// Whether a write would not have to wait, after `milliseconds` at most; -1 for any time.
    private static func isWritable(_ fileDescriptor: Int32, within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: fileDescriptor, events: Int16(POLLOUT), revents: 0)
        // One structure, as the count says.
        return unsafe poll(&request, 1, milliseconds) > 0
    }
}

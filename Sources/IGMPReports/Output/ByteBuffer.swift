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
/// output of any length needs no more memory than that. Appending never fails: an
/// error of writing is kept in ``writeError`` and what follows it is discarded.
@safe
package struct ByteBuffer: ~Copyable {
    /// What one append of fixed size may ask for; a capacity is never less.
    static let leastCapacity = 64

    // Owned: allocated in init, freed in deinit, replaced only by grow(). At most
    // `capacity` bytes, the first `count` of them written.
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes it holds that have not been written out.
    package private(set) var count = 0
    private let fileDescriptor: Int32?
    /// The `errno` of the first write that failed; nil as long as none has.
    package private(set) var writeError: Int32?

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
        for byte in text.utf8 { append(byte: byte) }
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
        guard capacity - count < size else { return }
        let larger = max(2 * capacity, count + size)
        // Both allocations hold at least `count` bytes; the old one is not used after this.
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = larger
    }

    /// Writes what it holds to its file descriptor, if it has one.
    package mutating func flush() {
        guard let fileDescriptor else { return }
        var written = 0
        while written < count, writeError == nil {
            // `written` is less than `count`, so this lies within what is initialised.
            let result = unsafe write(fileDescriptor, start + written, count - written)
            if result >= 0 {
                written += result
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                var writable = pollfd(fd: fileDescriptor, events: Int16(POLLOUT), revents: 0)
                // One structure, as the count says; the write tells what came of it.
                _ = unsafe poll(&writable, 1, -1)
            } else if errno != EINTR {
                writeError = errno
            }
        }
        count = 0
    }
}

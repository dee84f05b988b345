/// A run of bytes read in place: every field of the wire is read through it.
///
/// It is made from memory that the caller keeps alive and unchanged, and, being
/// non-escapable, cannot outlive it: keeping one too long does not compile.
/// Multi-byte fields are in network byte order, at any alignment. Offsets count
/// from the first byte of the view. Reading past the end is a programming error
/// and traps; parsers compare ``count`` once per header before they read it.
@frozen
public struct Bytes: ~Escapable, Copyable {
    @usableFromInline
    let span: RawSpan

    /// Borrows `buffer`, whose memory must stay valid and unchanged meanwhile.
    @inlinable @_lifetime(borrow buffer)
    public init(_ buffer: UnsafeRawBufferPointer) {
        // The caller vouches for the memory; the lifetime above ends the view with it.
        span = unsafe buffer.bytes
    }

    @inlinable @_lifetime(copy span)
    init(span: RawSpan) {
        self.span = span
    }

    /// How many bytes there are.
    @inlinable
    public var count: Int { span.byteCount }

    /// The byte at `offset`.
    @inlinable @inline(__always)
    public func uint8(at offset: Int) -> UInt8 {
        load(at: offset)
    }

    /// The 16-bit field at `offset`, in network byte order.
    @inlinable @inline(__always)
    public func uint16(at offset: Int) -> UInt16 {
        UInt16(bigEndian: load(at: offset))
    }

    /// The 32-bit field at `offset`, in network byte order.
    @inlinable @inline(__always)
    public func uint32(at offset: Int) -> UInt32 {
        UInt32(bigEndian: load(at: offset))
    }

    /// The integer at `offset` as it lies in memory, in the order of this machine.
    @inlinable @inline(__always)
    public func load<Value: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Value.Type = Value.self
    ) -> Value {
        precondition(offset >= 0 && offset <= span.byteCount &- MemoryLayout<Value>.size)
        // In bounds by the line above.
        return unsafe loadUnchecked(at: offset)
    }

    /// The integer at `offset`, all of which the caller knows to be there: for loops
    /// whose condition says so.
    @unsafe @inlinable @inline(__always)
    func loadUnchecked<Value: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Value.Type = Value.self
    ) -> Value {
        // Every bit pattern is a value of an integer; the caller vouches for the offset.
        unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Value.self)
    }

    /// The `count` bytes from `offset` on.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func slice(from offset: Int, count: Int) -> Bytes {
        precondition(offset >= 0 && count >= 0 && count <= span.byteCount &- offset)
        // Within the bytes by the line above.
        return unsafe Bytes(span: span.extracting(unchecked: Range(uncheckedBounds: (offset, offset &+ count))))
    }

    /// The bytes from `offset` to the end.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func dropFirst(_ offset: Int) -> Bytes {
        slice(from: offset, count: span.byteCount &- offset)
    }

    /// Lends the memory to `body`, for functions of C and for copying out.
    @inlinable
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe span.withUnsafeBytes(body)
    }
}

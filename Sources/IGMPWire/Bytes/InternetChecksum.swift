/// The one's-complement sum of RFC 1071, accumulated piece by piece.
///
/// Pieces may have any length and lie at any alignment. A piece of odd length
/// swaps the roles of the bytes of the next one, so the parity of what has been
/// added is kept beside the sum. The sum is kept in the byte order of this
/// machine and turned round only when it is read (RFC 1071 section 2(B)).
@frozen
public struct InternetChecksum: Hashable, Sendable {
    /// Not folded: it could overflow only after 2^32 words of 32 bits.
    @usableFromInline var sum: UInt64 = 0
    /// Whether an odd number of bytes has been added.
    @usableFromInline var isOdd = false

    /// The sum over no bytes, which is 0.
    @inlinable
    public init() {}

    /// The sum over `bytes`.
    @inlinable @inline(__always)
    public init(_ bytes: borrowing Bytes) {
        sum = Self.nativeSum(bytes)
        isOdd = bytes.count & 1 == 1
    }

    /// Adds the bytes that follow those added so far.
    @inlinable
    public mutating func add(_ bytes: borrowing Bytes) {
        let piece = Self.folded(Self.nativeSum(bytes))
        sum &+= UInt64(isOdd ? piece.byteSwapped : piece)
        isOdd = isOdd != (bytes.count & 1 == 1)
    }

    /// Adds a sum taken over the bytes that follow, as if they had been added here.
    @inlinable
    public mutating func append(_ following: InternetChecksum) {
        let piece = Self.folded(following.sum)
        sum &+= UInt64(isOdd ? piece.byteSwapped : piece)
        isOdd = isOdd != following.isOdd
    }

    /// Follows the change of one 16-bit word, at an even offset, from `old` to
    /// `new` (RFC 1624 section 3, equation 3).
    @inlinable
    public mutating func replace(_ old: UInt16, with new: UInt16) {
        sum &+= UInt64((~old).bigEndian) &+ UInt64(new.bigEndian)
    }

    /// The folded sum in network byte order: 0xFFFF over a message that carries
    /// its own right checksum (RFC 1071 section 1(3)).
    @inlinable
    public var value: UInt16 {
        UInt16(bigEndian: Self.folded(sum))
    }

    /// What the checksum field must hold when the sum was taken with the field 0.
    @inlinable
    public var complement: UInt16 { ~value }

    /// Whether the bytes, their checksum field included, sum to all ones.
    ///
    /// A field of 0xFFFF is right where 0x0000 would be: both are zero in one's
    /// complement, and the kernels take both.
    @inlinable
    public var isValid: Bool { value == 0xFFFF }

    /// The unfolded sum over `bytes`, an odd last byte padded with zero.
    @inlinable @inline(__always)
    static func nativeSum(_ bytes: borrowing Bytes) -> UInt64 {
        // `offset` and `left` add up to the count, and no load is longer than what is left.
        // Two 32-bit halves in two accumulators: no carry is lost below 2^32 words of 8 bytes.
        var low: UInt64 = 0
        var high: UInt64 = 0
        var offset = 0
        var left = bytes.count
        while left >= 8 {
            let word = unsafe bytes.loadUnchecked(at: offset, as: UInt64.self)
            low &+= word & 0xFFFF_FFFF
            high &+= word >> 32
            offset &+= 8
            left &-= 8
        }
        low &+= high
        if left & 4 != 0 {
            low &+= unsafe UInt64(bytes.loadUnchecked(at: offset, as: UInt32.self))
            offset &+= 4
        }
        if left & 2 != 0 {
            low &+= unsafe UInt64(bytes.loadUnchecked(at: offset, as: UInt16.self))
            offset &+= 2
        }
        if left & 1 != 0 {
            low &+= unsafe UInt64(UInt16(bytes.loadUnchecked(at: offset, as: UInt8.self)).littleEndian)
        }
        return low
    }

    @inlinable @inline(__always)
    static func folded(_ sum: UInt64) -> UInt16 {
        var sum = (sum & 0xFFFF_FFFF) &+ (sum >> 32)
        sum = (sum & 0xFFFF_FFFF) &+ (sum >> 32)
        sum = (sum & 0xFFFF) &+ (sum >> 16)
        sum = (sum & 0xFFFF) &+ (sum >> 16)
        return UInt16(truncatingIfNeeded: sum)
    }
}

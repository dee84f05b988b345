/// The VLAN identifiers of a frame's tags, the outermost first (IEEE 802.1Q section 9).
///
/// At most ``capacity`` tags are kept, in place, so that a stack can be compared
/// and hashed without allocation. Priority and DEI bits are left out; an
/// identifier of 0 (a priority tag) is kept like any other.
@frozen
public struct VLANTags: Hashable, Comparable, Sendable {
    /// How many tags of a stack are kept, the outermost. A frame with more is read
    /// on, and told apart by these.
    public static let capacity = 8

    /// 16 bits a tag, the outermost lowest.
    @usableFromInline var low: UInt64 = 0
    @usableFromInline var high: UInt64 = 0
    @usableFromInline var length: UInt8 = 0

    /// No tag at all.
    @inlinable
    public init() {}

    /// How many tags there are.
    @inlinable
    public var count: Int { Int(length) }

    /// Whether the frame was untagged.
    @inlinable
    public var isEmpty: Bool { length == 0 }

    /// The identifier at `index`, 0 to 4095; index 0 is the outermost.
    @inlinable
    public subscript(index: Int) -> UInt16 {
        precondition(index >= 0 && index < count)
        let word = index < 4 ? low : high
        return UInt16(truncatingIfNeeded: word >> UInt64(index % 4 * 16))
    }

    /// Adds an inner tag; false, and nothing added, when ``capacity`` is reached.
    @inlinable
    public mutating func append(_ identifier: UInt16) -> Bool {
        guard count < Self.capacity else { return false }
        let value = UInt64(identifier & 0xFFF) << UInt64(count % 4 * 16)
        if count < 4 { low |= value } else { high |= value }
        length += 1
        return true
    }

    /// By the outermost identifier first; a stack comes before those that continue it.
    @inlinable
    public static func < (left: VLANTags, right: VLANTags) -> Bool {
        for index in 0..<Swift.min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index]
        }
        return left.count < right.count
    }
}

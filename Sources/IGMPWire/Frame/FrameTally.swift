/// How many frames there were, of any kind, and when.
@frozen
public struct FrameTally: Hashable, Sendable {
    public var packets: UInt64 = 0
    /// What was captured of them.
    public var bytes: UInt64 = 0
    @usableFromInline var earliest = Timestamp(nanoseconds: .max)
    @usableFromInline var latest = Timestamp(nanoseconds: .min)

    /// No frame yet.
    @inlinable
    public init() {}

    /// The earliest time of any frame; nil before the first.
    public var firstAt: Timestamp? { packets == 0 ? nil : earliest }

    /// The latest time of any frame; nil before the first.
    public var lastAt: Timestamp? { packets == 0 ? nil : latest }

    /// Counts a frame of which `captured` bytes are there.
    @inlinable @inline(__always)
    public mutating func count(bytes captured: Int, at time: Timestamp) {
        packets &+= 1
        bytes &+= UInt64(truncatingIfNeeded: captured)
        earliest = min(earliest, time)
        latest = max(latest, time)
    }
}

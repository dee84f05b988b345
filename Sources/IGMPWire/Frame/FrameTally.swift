/// How many frames there were, of any kind, and when.
@frozen
public struct FrameTally: Hashable, Sendable {
    public var packets: UInt64 = 0
    /// What was captured of them.
    public var bytes: UInt64 = 0
    /// Frames whose time is before that of one that came earlier.
    public var outOfOrder: UInt64 = 0
    /// How far behind the latest time before it one of them was at most; 0 when there are none.
    public var largestStepBack = Interval(nanoseconds: 0)
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
        if time < latest {
            outOfOrder &+= 1
            largestStepBack = max(largestStepBack, latest.since(time))
        } else {
            latest = time
        }
    }
}

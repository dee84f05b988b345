/// How many frames there were, of any kind, and when.
@frozen
public struct FrameTally: Hashable, Sendable {
    public var packets: UInt64 = 0
    /// What was captured of them.
    public var bytes: UInt64 = 0
    /// Frames whose time is before that of one that came earlier.
    public private(set) var outOfOrder: UInt64 = 0
    /// How far behind the latest time before it one of them was at most; 0 when there are none.
    public private(set) var largestStepBack = Interval(nanoseconds: 0)
    @usableFromInline var earliest = Timestamp(nanoseconds: .max)
    /// The latest time of any frame while ``clock`` is in step; else the end of time, and every frame is
    /// looked at more closely, but for one that is stamped with that end.
    @usableFromInline var ordered = Timestamp(nanoseconds: .min)
    /// The latest time of any frame while it is not.
    private var latest = Timestamp(nanoseconds: .min)
    private var isOrdered = true
    /// The clock that stamps the frames. It is told of them only where it may have been set back.
    public private(set) var clock = FrameClock()

    /// No frame yet.
    @inlinable
    public init() {}

    /// The earliest time of any frame; nil before the first.
    public var firstAt: Timestamp? { packets == 0 ? nil : earliest }

    /// The latest time of any frame; nil before the first.
    public var lastAt: Timestamp? { packets == 0 ? nil : isOrdered ? ordered : latest }

    /// How far the time that runs on has come with them; nil before the first.
    public var reached: Timestamp? { packets == 0 ? nil : isOrdered ? ordered : clock.reached }

    /// When the clock that stamps the frames shows `time`, in the time that runs on (see ``FrameClock``).
    @inlinable @inline(__always)
    public func running(_ time: Timestamp) -> Timestamp { clock.running(time) }

    /// Counts a frame of which `captured` bytes are there.
    @inlinable @inline(__always)
    public mutating func count(bytes captured: Int, at time: Timestamp) {
        packets &+= 1
        bytes &+= UInt64(truncatingIfNeeded: captured)
        earliest = min(earliest, time)
        if time < ordered {
            countAside(time)
        } else {
            ordered = time
        }
    }

    /// A frame that is stamped so or later is in order, and nothing more is to be known of it.
    @inlinable @inline(__always)
    public var inOrderFrom: Timestamp { ordered }

    /// Counts frames each of which was in order, the last at `time`; ``noteEarliest(_:)`` was told of the first.
    @inlinable @inline(__always)
    public mutating func count(inOrder frames: UInt64, bytes captured: Int, until time: Timestamp) {
        packets &+= frames
        bytes &+= UInt64(truncatingIfNeeded: captured)
        ordered = time
    }

    @inlinable @inline(__always)
    public mutating func noteEarliest(_ time: Timestamp) { earliest = min(earliest, time) }

    /// The rest of it where the time is not simply the latest.
    @usableFromInline @inline(never)
    mutating func countAside(_ time: Timestamp) {
        if isOrdered {
            noteOutOfOrder(time, latest: ordered)
            guard ordered.since(time) > FrameClock.patience else { return }
            beginAside()
        } else if time < latest {
            noteOutOfOrder(time, latest: latest)
        } else {
            latest = time
        }
        clock.note(time, ofFrame: packets)
        endAside(at: time)
    }

    /// Takes note that a clock that nobody else sets shows `time`: all frames from before have been counted.
    public mutating func noteClock(_ time: Timestamp) {
        if isOrdered {
            clock.reach(max(ordered, clock.reached))
            guard clock.isFarBehind(time) else { return clock.reach(time) }
            beginAside()
        }
        clock.note(time)
        endAside(at: time)
    }

    private mutating func noteOutOfOrder(_ time: Timestamp, latest: Timestamp) {
        outOfOrder &+= 1
        largestStepBack = max(largestStepBack, latest.since(time))
    }

    private mutating func beginAside() {
        latest = ordered
        isOrdered = false
        ordered = Timestamp(nanoseconds: .max)
        clock.reach(latest)
    }

    private mutating func endAside(at time: Timestamp) {
        guard clock.isInStep, time >= latest else { return }
        isOrdered = true
        ordered = latest
    }
}

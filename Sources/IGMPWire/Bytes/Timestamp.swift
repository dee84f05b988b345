/// A moment of packet time: nanoseconds since 1970-01-01 00:00 UTC.
///
/// It covers the years 1678 to 2262. Arithmetic saturates at the ends, since
/// what a damaged file claims to be a time must not trap.
@frozen
public struct Timestamp: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment `interval` later.
    @inlinable
    public func advanced(by interval: Interval) -> Timestamp {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(interval.nanoseconds)
        return Timestamp(nanoseconds: overflow ? (interval.nanoseconds < 0 ? .min : .max) : sum)
    }

    /// How long after `earlier` this is; negative when it is before.
    @inlinable
    public func since(_ earlier: Timestamp) -> Interval {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return Interval(nanoseconds: overflow ? (self < earlier ? .min : .max) : difference)
    }
}

/// A span of packet time in nanoseconds.
@frozen
public struct Interval: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    @inlinable
    public static func seconds(_ seconds: Int) -> Interval {
        Interval(nanoseconds: Int64(seconds) * 1_000_000_000)
    }

    @inlinable
    public static func milliseconds(_ milliseconds: Int) -> Interval {
        Interval(nanoseconds: Int64(milliseconds) * 1_000_000)
    }

    /// A tenth of a second, the unit of Max Resp Code (RFC 9776 section 4.1.1).
    @inlinable
    public static func tenths(_ tenths: Int) -> Interval {
        Interval(nanoseconds: Int64(tenths) * 100_000_000)
    }

    @inlinable
    public static func < (left: Interval, right: Interval) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    @inlinable
    public static func + (left: Interval, right: Interval) -> Interval {
        Interval(nanoseconds: left.nanoseconds &+ right.nanoseconds)
    }

    @inlinable
    public static func * (count: Int, interval: Interval) -> Interval {
        Interval(nanoseconds: Int64(count) &* interval.nanoseconds)
    }

    /// In seconds, for showing and for statistics.
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }
}

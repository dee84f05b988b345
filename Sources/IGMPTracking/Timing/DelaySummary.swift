public import IGMPWire

/// How many delays there were, the least, the greatest and their sum: exact, however many.
public struct DelaySummary: Hashable, Sendable {
    public private(set) var count: UInt64 = 0
    private var total: Int64 = 0
    private var least: Int64 = .max
    private var greatest: Int64 = .min

    public init() {}

    /// Nil for none.
    public var minimum: Interval? { count == 0 ? nil : Interval(nanoseconds: least) }
    /// Nil for none.
    public var maximum: Interval? { count == 0 ? nil : Interval(nanoseconds: greatest) }
    /// Rounded down to a nanosecond; nil for none.
    public var mean: Interval? { count == 0 ? nil : Interval(nanoseconds: total / Int64(clamping: count)) }

    @inline(__always)
    mutating func add(_ delay: Interval) {
        count &+= 1
        total &+= delay.nanoseconds
        if delay.nanoseconds < least { least = delay.nanoseconds }
        if delay.nanoseconds > greatest { greatest = delay.nanoseconds }
    }

    /// Adds what another one holds.
    mutating func add(_ other: DelaySummary) {
        count &+= other.count
        total &+= other.total
        least = min(least, other.least)
        greatest = max(greatest, other.greatest)
    }
}

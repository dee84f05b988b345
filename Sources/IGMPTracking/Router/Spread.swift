public import IGMPWire

/// The least, greatest and mean of some intervals, and how much they vary.
public struct Spread: Hashable, Sendable {
    public private(set) var count: UInt64 = 0
    public private(set) var minimum = Interval(nanoseconds: .max)
    public private(set) var maximum = Interval(nanoseconds: .min)
    private var total = Interval(nanoseconds: 0)
    /// The mean so far and the sum of the squares of the distances from it, in nanoseconds.
    private var runningMean = 0.0
    private var squares = 0.0

    mutating func add(_ interval: Interval) {
        count += 1
        minimum = Swift.min(minimum, interval)
        maximum = Swift.max(maximum, interval)
        total = total + interval
        // Welford's method: no sum of squares grows without need.
        let value = Double(interval.nanoseconds)
        let distance = value - runningMean
        runningMean += distance / Double(count)
        squares += distance * (value - runningMean)
    }

    /// Rounded down to a nanosecond; nil for none.
    public var mean: Interval? { count == 0 ? nil : Interval(nanoseconds: total.nanoseconds / Int64(count)) }

    /// The standard deviation of all of them, rounded to a microsecond; nil for none.
    public var jitter: Interval? {
        guard count > 0 else { return nil }
        let microseconds = ((squares / Double(count)).squareRoot() / 1000).rounded()
        return Interval(nanoseconds: Int64(min(max(microseconds, 0), 9e15)) * 1000)
    }
}

import IGMPWire

/// A moment as day and time of day, in UTC or at a fixed distance from it.
struct ClockTime: Hashable {
    /// Days since 1970-01-01, negative before.
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let nanosecond: Int

    /// - Parameter secondsEast: how far the clock is ahead of UTC; less than a
    ///   day either way.
    @inline(__always)
    init(_ timestamp: Timestamp, secondsEast: Int = 0) {
        let (seconds, nanosecond) = Self.floored(Int(timestamp.nanoseconds), by: 1_000_000_000)
        let (day, secondOfDay) = Self.floored(seconds &+ secondsEast, by: 86_400)
        self.day = day
        self.nanosecond = nanosecond
        // Below 86,400, for which the shorter divisions do.
        let short = UInt32(truncatingIfNeeded: secondOfDay)
        hour = Int(short / 3600)
        minute = Int(short / 60 % 60)
        second = Int(short % 60)
    }

    /// The quotient rounded down, and a remainder that is not negative.
    @inline(__always)
    static func floored(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient &- 1, remainder &+ divisor) : (quotient, remainder)
    }
}

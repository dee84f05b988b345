import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time zone of this machine, asked once for every minute of packet time.
///
/// Clocks are put forward and back on a whole minute, so an answer holds until the
/// next one.
package struct LocalTimeZone: Sendable {
    private static let nanosecondsPerMinute: Int64 = 60_000_000_000

    /// The minute since 1970 that the answer is for; none has the greatest number.
    private var minute = Int64.max
    private var seconds = 0

    package init() {}

    /// How many seconds the local clock is ahead of UTC at `timestamp`.
    mutating func secondsEast(at timestamp: Timestamp) -> Int {
        let minute = timestamp.nanoseconds / Self.nanosecondsPerMinute
        if minute != self.minute {
            var time = time_t(minute * 60)
            // All zero: `tm` counts as unsafe for the name of a zone that it points to.
            var local = unsafe tm()
            // Both are this function's own, and the call keeps neither.
            let answer = unsafe localtime_r(&time, &local)
            // UTC stands in where there is no answer.
            let isKnown = unsafe answer != nil
            // A number beside a pointer that is not read.
            seconds = isKnown ? unsafe local.tm_gmtoff : 0
            self.minute = minute
        }
        return seconds
    }
}

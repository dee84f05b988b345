package import IGMPWire

/// How the clock that stamps frames was set during a capture.
package struct ClockSteps: Hashable, Sendable {
    package private(set) var count: UInt64 = 0
    /// The greatest of either kind; 0 where there was none.
    package private(set) var largestForward = Interval(nanoseconds: 0)
    package private(set) var largestBack = Interval(nanoseconds: 0)

    package init() {}

    mutating func count(_ step: Interval) {
        count &+= 1
        if step.nanoseconds < 0 {
            largestBack = max(largestBack, Interval(nanoseconds: 0 &- step.nanoseconds))
        } else {
            largestForward = max(largestForward, step)
        }
    }
}

/// Notices when the clock that stamps frames is set: it goes on otherwise than the
/// one that never goes back.
struct ClockWatch {
    private(set) var steps = ClockSteps()
    /// How far ahead the one clock is of the other, in nanoseconds; nil before the first look.
    private var difference: Int64?

    /// What a clock that is only slewed, by 500 millionths at most, cannot gain between two looks.
    private static let leastStep: Int64 = 100_000_000
    /// Longer than it takes to read two clocks: who was interrupted meanwhile knows nothing.
    private static let longestReading: Int64 = 10_000_000

    /// Looks at both clocks. Returns by how much the one was set since the last time;
    /// nil where it was not.
    mutating func look() -> Interval? {
        let before = CaptureClock.monotonic
        let wall = CaptureClock.wall
        guard CaptureClock.monotonic &- before < Self.longestReading else { return nil }
        return note(wall: wall.nanoseconds, monotonic: before)
    }

    /// The same for clocks that show so many nanoseconds.
    mutating func note(wall: Int64, monotonic: Int64) -> Interval? {
        let now = wall &- monotonic
        defer { difference = now }
        guard let difference else { return nil }
        let step = now &- difference
        guard step >= Self.leastStep || step <= -Self.leastStep else { return nil }
        steps.count(Interval(nanoseconds: step))
        return Interval(nanoseconds: step)
    }
}

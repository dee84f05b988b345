/// What hosts report of their own accord, and how often they say it.
public struct StateChangeCounts: Hashable, Sendable {
    /// Reports of a change: joins, leaves, and other sources.
    public internal(set) var changes: UInt64 = 0
    /// Copies of these reports.
    public internal(set) var repeats: UInt64 = 0
    /// Changes that were said less often than the robustness asks for.
    public internal(set) var belowRobustness: UInt64 = 0
    /// Changes that were said more often.
    public internal(set) var aboveRobustness: UInt64 = 0
    /// Other reports that no query asked for.
    public internal(set) var unsolicited: UInt64 = 0

    public init() {}

    mutating func add(_ other: StateChangeCounts) {
        changes &+= other.changes
        repeats &+= other.repeats
        belowRobustness &+= other.belowRobustness
        aboveRobustness &+= other.aboveRobustness
        unsolicited &+= other.unsolicited
    }
}

/// The state changes of a link.
struct LinkStateChanges: ~Copyable {
    var counts = StateChangeCounts()
    /// From one copy to the next.
    var repeatInterval: MeasuredDelays

    /// - Parameters:
    ///   - capacity: how many delays are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage) {
        repeatInterval = MeasuredDelays(capacity: capacity, sharing: usage)
    }

    /// How many delays are kept that other links cannot keep for that.
    var sharedCount: Int { repeatInterval.sharedCount }
}

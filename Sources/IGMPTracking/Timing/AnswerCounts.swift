import IGMPWire

/// How memberships answered the queries that they had to answer, and when.
public struct AnswerCounts: Hashable, Sendable {
    /// From the query to the answer, late ones included.
    public internal(set) var delay = DelaySummary()
    /// Answers that came when the Max Resp Time, and half a second for ticks and the way, were over.
    public internal(set) var late: UInt64 = 0
    /// Questions left without an answer.
    public internal(set) var missing: UInt64 = 0

    init(delay: DelaySummary = DelaySummary(), late: UInt64 = 0, missing: UInt64 = 0) {
        self.delay = delay
        self.late = late
        self.missing = missing
    }

    /// Answers that were not late.
    public var inTime: UInt64 { delay.count &- late }

    @inline(__always)
    mutating func add(_ delay: Interval, isLate: Bool) {
        self.delay.add(delay)
        if isLate { late &+= 1 }
    }

    mutating func add(_ other: AnswerCounts) {
        delay.add(other.delay)
        late &+= other.late
        missing &+= other.missing
    }
}

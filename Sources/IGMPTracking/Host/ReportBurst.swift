public import IGMPWire

/// How many reports a host has sent of late, against what its groups call for.
///
/// For each of its groups a host joins, answers and leaves, and repeats the first and the
/// last as often as the robustness says: some six reports within seconds at most, where a
/// viewer comes and goes. Who changes channels all the time is in one group, and sends more.
public struct ReportBurst: Hashable, Sendable {
    private var startedAt = Timestamp(nanoseconds: .min)
    private(set) var reports: UInt32 = 0
    /// The most groups that it was in meanwhile.
    private(set) var groups: UInt32 = 0
    private var isTold = false

    /// How long reports are counted together, from the first of them on.
    public static let span = Interval.seconds(10)
    /// How many a host may send in that time whatever it is in, and how many more for each group.
    public static let allowance = 200
    public static let allowancePerGroup = 8

    init() {}

    /// Counts a report, or one record of version 3, of a host in so many groups. Returns whether it
    /// is the first one too many.
    @inline(__always)
    mutating func isFirstTooMany(at now: Timestamp, groups: UInt32) -> Bool {
        if now.since(startedAt) >= Self.span {
            self = ReportBurst()
            startedAt = now
        }
        self.groups = max(self.groups, groups)
        reports &+= 1
        return reports > UInt32(Self.allowance) && isTooMuch()
    }

    @inline(never)
    private mutating func isTooMuch() -> Bool {
        guard !isTold, Int(reports) > Self.allowance + Self.allowancePerGroup * Int(groups) else { return false }
        isTold = true
        return true
    }
}

public import IGMPWire

/// What hosts, or the querier, did late, too often or not at all, which no single packet shows;
/// at a moment of packet time.
public struct Lapse: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// An answer came so long after the query, and was due within `allowed`.
        case lateAnswer(delay: Interval, allowed: Interval)
        /// A membership ended because so many questions in a row went unanswered.
        /// `hasAnswered` tells whether the host has ever answered a general query, `endsAt`
        /// when a router forwards the group no more unless it is reported again.
        case silence(questions: Int, hasAnswered: Bool, endsAt: Timestamp)
        /// A member said again that it joins, for the so-and-so-many-th time in a row.
        case repeatedJoin(count: Int)
        /// More reports came within ``ReportBurst/span`` than a host of so many groups has any need of.
        case reportStorm(reports: Int, groups: Int)
        /// So many general queries had their time, and no host was ever heard.
        case noReports(questions: Int)
        /// The querier, whose lapse it is, sent no specific query after a leave. `endsAt` tells until
        /// when a router forwards the group unless it is reported again.
        case unaskedLeave(endsAt: Timestamp)
    }

    public let at: Timestamp
    public let kind: Kind
    /// Whose it is; nil where it is the link's as a whole.
    public let host: IPv4Address?
    public let mac: MACAddress?
    public let group: IPv4Address?
}

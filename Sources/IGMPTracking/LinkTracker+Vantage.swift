import IGMPWire

/// What can be seen of a link from where it is captured.
public enum Vantage: UInt8, CaseIterable, Hashable, Sendable {
    /// Too little was seen to tell.
    case unknown
    /// Queries, and reports of several hosts.
    case everything
    /// Queries that had to be answered, and reports of one host alone: what a port of
    /// a snooping switch shows (RFC 4541 section 2.1.1), or a link with one member.
    case oneReporter
    /// Queries that had to be answered, and nothing from any host: a port of a
    /// snooping switch without a member behind it, or a link without members.
    case queriesOnly
    /// Reports, and no query that would have to be answered.
    case reportsOnly

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .unknown: "unknown"
        case .everything: "queries_and_reports"
        case .oneReporter: "one_reporter"
        case .queriesOnly: "queries_only"
        case .reportsOnly: "reports_only"
        }
    }
}

extension LinkTracker {
    /// What this capture shows of the link, as far as its packets tell.
    public var vantage: Vantage {
        let fromHosts = [MessageKind.v1Report, .v2Report, .v3Report, .leave].contains { counts[$0] > 0 }
        let queries = MessageKind.allCases.contains { $0.isQuery && counts[$0] > 0 }
        if hasSeveralReporters { return queries ? .everything : .reportsOnly }
        if !queries { return fromHosts ? .reportsOnly : .unknown }
        guard windows.hasClosed else { return .unknown }
        return fromHosts ? .oneReporter : .queriesOnly
    }

    /// Notes who became a member: the first, or somebody else.
    mutating func noteReporter(_ address: IPv4Address) {
        if firstReporter == nil { firstReporter = address }
        if firstReporter != address { hasSeveralReporters = true }
    }
}

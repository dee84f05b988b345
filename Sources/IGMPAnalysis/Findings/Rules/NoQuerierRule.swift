import IGMPWire

/// Groups are in use, and nobody queries for as long as a router waits for another
/// one (RFC 9776 section 8.5): groups die when the Group Membership Interval is over.
enum NoQuerierRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var restsOnSilence: Bool { true }
    static var reference: String { "RFC 9776 sections 6.1 and 8.5" }

    /// The Other Querier Present Interval by default: a querier would have queried twice.
    static let patience = Interval.seconds(255)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var since = ""
        if case .silence(let start, _) = finding.detail { since = " since \(time(start))" }
        return
            "No general query was seen\(since), though groups are in use: members are not asked, so their reports are "
            + "not repeated, and snooping switches and routers stop forwarding to them. "
            + "Enable a querier on a router or switch."
    }
}

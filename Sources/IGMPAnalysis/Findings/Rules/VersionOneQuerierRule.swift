import IGMPWire

/// A version 1 querier makes hosts speak version 1, in which nobody leaves
/// (RFC 2236 section 4, RFC 9776 section 7.2.1).
enum VersionOneQuerierRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 2236 section 4" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) queries in version 1, or with a Max Resp Time of 0: hosts send no leaves then, cannot ask for "
            + "sources, and every group is forwarded for minutes after its last viewer has gone. "
            + "Set it to version 2 or 3."
    }
}

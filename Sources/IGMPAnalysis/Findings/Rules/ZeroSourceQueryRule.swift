import IGMPWire

/// A query from 0.0.0.0 is a snooping switch's that stands in for a querier; it takes
/// no part in the election (RFC 4541 section 2.1.1).
enum ZeroSourceQueryRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 4541 section 2.1.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "A snooping switch\(finding.mac.map { " (\($0))" } ?? "") queries from 0.0.0.0 as a stand-in. Hosts "
            + "answer it, but it is never elected, and other switches do not take the way to it for one to a router: "
            + "where groups die, give one querier an address."
    }
}

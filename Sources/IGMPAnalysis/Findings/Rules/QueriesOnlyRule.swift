import IGMPWire

/// A snooping switch passes reports on to routers alone (RFC 4541 section 2.1.1): on its other
/// ports queries are seen, and nobody answers.
enum QueriesOnlyRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 4541 section 2.1.1" }
    static var restsOnSilence: Bool { true }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var asked = "General queries"
        if case .number(let count) = finding.detail { asked = "\(count) general queries" }
        return "\(asked) had their time, and not one report was seen: this link has no members, or it is "
            + "a port of a snooping switch, which shows those of no other port. "
            + "To see them, capture where the router is, or on a mirror port."
    }
}

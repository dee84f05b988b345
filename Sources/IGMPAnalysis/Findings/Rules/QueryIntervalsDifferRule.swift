import IGMPWire

/// Timers must be the same for all systems of a link (RFC 9776 section 8): the Query
/// Interval is.
enum QueryIntervalsDifferRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 4.1.7 and 8" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var values = "another query interval"
        if case .numbers(let found, let expected) = finding.detail {
            values = "a query interval of \(found) s, another querier one of \(expected) s"
        }
        return "\(finding.device) announces \(values): groups live longer or shorter depending on who is asked. "
            + "Set all routers and switches of the link to one interval."
    }
}

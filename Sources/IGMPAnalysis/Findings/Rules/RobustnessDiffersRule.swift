import IGMPWire

/// Timers must be the same for all systems of a link (RFC 9776 section 8): the
/// Robustness Variable is.
enum RobustnessDiffersRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 4.1.6 and 8" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var values = "another robustness"
        if case .numbers(let found, let expected) = finding.detail {
            values = "a robustness of \(found), another querier one of \(expected)"
        }
        return "\(finding.device) announces \(values): how many lost packets a group survives depends on who is asked. "
            + "Set all routers and switches of the link to one value."
    }
}

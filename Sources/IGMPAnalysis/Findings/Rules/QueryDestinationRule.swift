import IGMPWire

/// General queries go to 224.0.0.1, others to the group that they ask for
/// (RFC 9776 section 4.1.12).
enum QueryDestinationRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 4.1.12" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        let expected = finding.group.map { "to \($0), which it asks for" } ?? "to 224.0.0.1"
        var found = "elsewhere"
        if case .address(let address) = finding.detail { found = "to \(address)" }
        return "\(finding.device) sends a query \(found), not \(expected): hosts that should answer do not get it, or "
            + "ignore it. Mend the querier, unless this is a test of one host."
    }
}

import IGMPWire

/// General queries go to 224.0.0.1, others to the group that they ask for
/// (RFC 2236 section 9, RFC 9776 section 4.1.12).
enum QueryDestinationRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 2236 section 9, RFC 9776 section 4.1.12" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        if let group = finding.group, case .address(.allSystems) = finding.detail {
            return
                "\(finding.device) sends a query for \(group) to 224.0.0.1, not to \(group): every host gets it, some take "
                + "it for a general query and answer for all their groups, and switches flood it. Have the querier "
                + "send it to the group that it asks for."
        }
        let expected = finding.group.map { "to \($0), which it asks for" } ?? "to 224.0.0.1"
        var found = "elsewhere"
        if case .address(let address) = finding.detail { found = "to \(address)" }
        return "\(finding.device) sends a query \(found), not \(expected): hosts that should answer do not get it, or "
            + "ignore it. Mend the querier, unless this is a test of one host."
    }
}

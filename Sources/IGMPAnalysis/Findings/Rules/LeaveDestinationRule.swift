import IGMPWire

/// Leaves go to 224.0.0.2 (RFC 2236 section 9); some hosts send them to the group.
enum LeaveDestinationRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 2236 sections 3 and 9" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "elsewhere"
        if case .address(let address) = finding.detail { found = "to \(address)" }
        return "\(finding.device) sends its leave of \(finding.groupName) \(found) instead of to 224.0.0.2: "
            + "a router that does not take it there forwards the group until its timer ends."
    }
}

import IGMPWire

/// Reports of versions 1 and 2 go to the group itself (RFC 1112 appendix I, RFC 2236
/// section 9).
enum ReportDestinationRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 2236 section 9" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "elsewhere"
        if case .address(let address) = finding.detail { found = "to \(address)" }
        return "\(finding.device) sends its report for \(finding.groupName) \(found) instead of to the group: "
            + "other members do not hear it, and snooping switches may not learn the port. Mend its IGMP."
    }
}

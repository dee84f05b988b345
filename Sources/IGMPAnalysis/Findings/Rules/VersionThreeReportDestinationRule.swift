import IGMPWire

/// Version 3 reports go to 224.0.0.22 (RFC 9776 section 4.2.15).
enum VersionThreeReportDestinationRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 4.2.15" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "elsewhere"
        if case .address(let address) = finding.detail { found = "to \(address)" }
        return "\(finding.device) sends version 3 reports \(found) instead of to 224.0.0.22: routers and snooping "
            + "switches may not hear them. Mend its IGMP."
    }
}

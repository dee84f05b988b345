import IGMPWire

/// Nothing is ever sent about membership of 224.0.0.1 (RFC 2236 section 6, RFC 9776
/// section 5).
enum AllSystemsReportedRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 5" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) reports or leaves 224.0.0.1, to which every system belongs always: a careless switch "
            + "might then stop sending it queries. Mend its IGMP."
    }
}

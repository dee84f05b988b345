import IGMPWire

/// A host that has no address yet may report from 0.0.0.0, and routers must take it
/// (RFC 9776 section 4.2.14); snooping switches do so too.
enum ZeroSourceReportRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 4.2.14" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "Reports come from 0.0.0.0\(finding.mac.map { " (\($0))" } ?? ""): a host without an address, or a snooping "
            + "switch that reports for others. Members behind it cannot be told apart."
    }
}

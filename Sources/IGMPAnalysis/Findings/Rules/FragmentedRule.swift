import IGMPWire

/// What does not fit one packet is sent in several reports, not in fragments
/// (RFC 9776 section 4.2.17).
enum FragmentedRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 4.2.17" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) sends IGMP in IP fragments: snooping switches, Linux bridges among them, cannot read "
            + "them, so its groups may not be forwarded to it. Mend its IGMP, or the MTU."
    }
}

import IGMPWire

/// Messages with a wrong checksum are ignored (RFC 9776 sections 4.1.2 and 4.2.2).
enum BadChecksumRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 9776 section 4.1.2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) sends IGMP with a wrong checksum, which every receiver ignores. "
            + "Mend its IGMP, or look for a device on the way that damages packets."
    }
}

import IGMPWire

/// A header checksum of 0 that should be another (RFC 1071 section 1) has not been filled
/// in: the capture was taken on the sender, before its network card did.
enum ChecksumOffloadRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 791 section 3.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "The capture seems to be taken on \(finding.device), whose network card fills in the IP header checksum later: "
            + "those packets count as bad here and join and leave nothing, though on the wire they are good. "
            + "Capture elsewhere, or switch the checksum offload off."
    }
}

import IGMPWire

/// Groups in 224.0.0.0/24 are never routed and always flooded (RFC 4541 section 2.1.2):
/// nobody needs to know who their members are.
enum LinkLocalGroupRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 4541 section 2.1.2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.groupName) is reported, though nothing depends on it: 224.0.0.0/24 is never routed, and switches "
            + "flood it. Nothing needs to be done."
    }
}

import IGMPWire

/// A version 2 report puts its group into version 2 for every router (RFC 9776
/// section 7.3.2).
enum VersionTwoHostRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 7.3.2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) reports \(finding.groupName) in version 2 on a version 3 link: for routers the group falls back, "
            + "and nobody can keep a source out of it. Let the host use version 3 if that matters."
    }
}

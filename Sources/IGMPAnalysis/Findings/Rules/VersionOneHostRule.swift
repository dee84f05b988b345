import IGMPWire

/// A version 1 report makes routers ignore leaves of its group (RFC 2236 section 5,
/// RFC 9776 section 7.3.2).
enum VersionOneHostRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 7.3.2" }

    /// For so long after a version 1 query hosts may speak version 1 (RFC 2236 section 8.11).
    static let routerPresentTimeout = Interval.seconds(400)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) reports \(finding.groupName) in version 1 though no router asks for that: routers then ignore "
            + "all leaves of the group, and forward it for minutes after its last viewer has gone. "
            + "Let it use version 2 or 3."
    }
}

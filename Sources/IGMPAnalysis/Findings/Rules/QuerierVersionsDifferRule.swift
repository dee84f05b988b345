import IGMPWire

/// Queriers of one link must use the lowest version of all (RFC 9776 section 7.3.1).
enum QuerierVersionsDifferRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 7.3.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var versions = "in different versions"
        if case .numbers(let found, let expected) = finding.detail {
            versions = "in version \(found), another querier in version \(expected)"
        }
        return "\(finding.device) queries \(versions): hosts fall back to the older one, and change with each "
            + "of them. Set all routers and switches of the link to one version."
    }
}

import IGMPWire

/// A host that hears an older querier must speak its version (RFC 9776 section 7.2.1):
/// routers of that version do not know version 3 reports.
enum UnheardReportRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 7.2.1" }

    /// A current-state record answers a query, so the host has heard it. That of
    /// version 3 before must be long enough ago not to be what is answered.
    static let versionThreeAge = Interval.seconds(60)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var version = "an older"
        if case .number(let number) = finding.detail { version = "a version \(number)" }
        return "\(finding.device) answers \(version) querier in version 3, which that router does not understand: its "
            + "groups are not forwarded to it. Do not force the host to version 3, or set the querier to it."
    }
}

import IGMPWire

/// A version 2 querier makes hosts of version 3 fall back (RFC 9776 section 7.2.1).
enum VersionTwoQuerierRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 7.2.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) queries in version 2 where hosts can do version 3: they fall back, and cannot ask for sources, "
            + "so 232.0.0.0/8 does not work. Set it to version 3 if sources matter."
    }
}

import IGMPWire

/// A general query lists no sources (RFC 9776 section 4.1.8).
enum SourcesInGeneralQueryRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 9776 section 4.1.8" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) sends general queries that list sources: hosts ignore them, and groups die as if "
            + "nobody queried. Mend the querier."
    }
}

import IGMPWire

/// A query announces more sources, or a report more records, than are there
/// (RFC 9776 sections 4.1.8 and 4.2.4).
enum CountsBeyondDataRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 9776 sections 4.1.8 and 4.2.4" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var what = "messages that announce more"
        if case .kind(let kind) = finding.detail {
            what =
                kind == .v3Report
                ? "reports that announce more records or sources" : "queries that announce more sources"
        }
        return "\(finding.device) sends \(what) than they hold: receivers ignore them, or what lies "
            + "behind the damage. Mend its IGMP."
    }
}

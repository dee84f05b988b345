import IGMPWire

/// A join is said when it changes something, and repeated as often as the robustness says
/// (RFC 9776 sections 5.1 and 8.1; once or twice in RFC 2236 section 3). A report that nobody
/// asked for, of a membership that is there already, is needless.
enum RepeatedJoinRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 sections 5.1 and 8.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var often = "again and again"
        if case .number(let count) = finding.detail { often = "\(count) times in a row" }
        return
            "\(finding.device) has joined \(finding.groupName) again \(often) without having left it: it may be waiting "
            + "for a stream that does not come, or its link or its program starts anew all the time. "
            + "See whether the stream reaches it, and what restarts it."
    }
}

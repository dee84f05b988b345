import IGMPWire

/// A host must answer general queries (RFC 9776 section 5.2, RFC 2236 section 3): when nobody
/// does, the group ends with the Group Membership Interval (RFC 9776 section 8.4).
enum NeverAnswersRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 5.2 and 8.4" }
    static var restsOnSilence: Bool { true }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var asked = "the general queries"
        var end = "when the Group Membership Interval is over"
        if case .unanswered(let questions, let endsAt) = finding.detail {
            asked = questions == 1 ? "the general query" : "the last \(questions) general queries"
            end = "at \(time(endsAt))"
        }
        return "\(finding.device) has joined \(finding.groupName) and left \(asked) unanswered; it has never "
            + "answered one. Its stream stops \(end) unless it reports again. If it is still there, see whether "
            + "queries reach it, and whether a firewall keeps its answers back."
    }
}

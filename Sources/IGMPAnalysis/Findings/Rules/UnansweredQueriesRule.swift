import IGMPWire

/// Who is still a member answers (RFC 9776 section 5.2), and who is not has said so
/// (RFC 9776 section 5.1; of version 2 the last to report has, RFC 2236 section 3).
enum UnansweredQueriesRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 5.1 and 5.2" }
    static var restsOnSilence: Bool { true }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var asked = "queries"
        var end = "its time is over"
        if case .unanswered(let questions, let endsAt) = finding.detail {
            asked = questions == 1 ? "a query" : "\(questions) queries in a row"
            end = time(endsAt)
        }
        return "\(finding.device) was in \(finding.groupName) and has left \(asked) unanswered: it is gone without a "
            + "leave, and the stream goes on until \(end) for nothing, or it is cut off, and loses the stream then. "
            + "See whether it is there, and whether queries reach it."
    }
}

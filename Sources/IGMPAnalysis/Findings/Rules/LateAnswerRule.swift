import IGMPWire

/// A host answers within the Max Resp Time (RFC 9776 section 5.2, RFC 2236 section 3): the
/// querier counts on it where it asks after a leave.
enum LateAnswerRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 4.1.1 and 5.2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var late = "too late"
        if case .delay(let delay, let allowed) = finding.detail {
            late = "\(delay.inSeconds) after the query, instead of within \(allowed.inSeconds)"
        }
        return "\(finding.device) has answered for \(finding.groupName) \(late): where that happens after a leave, or "
            + "to the last query before a timer ends, the stream stops. See what delays it: a busy host or switch, "
            + "or power saving."
    }
}

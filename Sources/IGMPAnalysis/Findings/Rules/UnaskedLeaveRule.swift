import IGMPWire

/// When a member leaves, the querier asks at once whether anybody stays, so that the group ends within
/// seconds if nobody does (RFC 2236 section 3, RFC 9776 section 6.4.2).
///
/// A switch that passes no leave on as long as it has other members (RFC 4541 section 2.1.1), that cuts
/// the stream without asking, or that asks at the port of the leave alone, as a Linux bridge does, breaks
/// no rule, and looks the same.
enum UnaskedLeaveRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 2236 section 3, RFC 9776 section 6.4.2" }
    static var restsOnSilence: Bool { true }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var until = "until nobody has reported it for minutes"
        if case .unanswered(_, let endsAt) = finding.detail {
            until = "until \(time(endsAt)) unless it is reported again"
        }
        return
            "A member left \(finding.groupName), and the querier \(finding.device) did not ask whether anybody stays: "
            + "its stream goes on \(until), needed or not. Have it send group-specific queries after a leave; see "
            + "whether leaves get to it. All is well only if a switch keeps leaves from it for its other members, cuts "
            + "the stream by itself (fast leave, a proxy), or asks at the port of the leave alone, which no packet "
            + "here shows."
    }
}

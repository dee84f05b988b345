import IGMPWire

/// A group has members, and nothing comes for them (RFC 9776 section 6.3 says what
/// should), while packets of other groups are seen.
enum MemberWithoutTrafficRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var restsOnSilence: Bool { true }
    static var reference: String { "RFC 9776 section 6.3" }

    /// So long it may take; a source may also pause.
    static let patience = Interval.seconds(60)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        if case .otherSource(let source, let start) = finding.detail {
            return
                "\(finding.groupName) has members, and no packet of it that they want has come since \(time(start)), while "
                + "\(source) sends to it, whom none of them asked for. Have them ask for that source, or see why the one "
                + "that they name is silent."
        }
        var since = ""
        if case .silence(let start, _) = finding.detail { since = " since \(time(start))" }
        return
            "\(finding.groupName) has members, and no packet of it that they want has come\(since). Either its source "
            + "is silent, or the way here is broken: look at the source's TTL, at multicast routing between it and "
            + "here, and for filters of this group."
    }
}

import IGMPWire

/// A source streams to a group, from where the querier is, and no member wants it. A
/// router has no reason to forward it (RFC 9776 section 6.3), a snooping switch only to
/// ports of routers (RFC 4541 section 2.1.2).
enum TrafficWithoutMemberRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var restsOnSilence: Bool { true }
    static var reference: String { "RFC 4541 section 2.1.2, RFC 9776 section 6.3" }

    /// For so long it must have been streaming: after a leave it may take some seconds.
    static let patience = Interval.seconds(10)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var count = ""
        if case .number(let packets) = finding.detail { count = ", \(packets) packets by now" }
        return
            "\(finding.offender) sends to \(finding.groupName)\(count), and no member here wants its packets. Unless "
            + "the source or a router is behind this port, a switch floods it: switch on IGMP snooping, see that it "
            + "knows a querier, and look for members that were configured by hand."
    }
}

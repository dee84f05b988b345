package import IGMPWire

/// Messages of versions 2 and 3 and of Multicast Router Discovery carry Router Alert
/// (RFC 2236 section 2, RFC 9776 section 4, RFC 4286 section 2).
package enum RouterAlertRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 4 and 9.1" }

    /// Whether messages of this kind must carry it.
    package static func applies(to kind: MessageKind) -> Bool {
        (kind.version ?? 1) > 1 || kind.isRouterDiscovery
    }

    /// Reports and leaves of version 2 have a rule of their own.
    static func isBroken(by packet: borrowing IGMPPacket, _ kind: MessageKind) -> Bool {
        !packet.options.hasRouterAlert && applies(to: kind) && !OlderRouterAlertRule.applies(to: kind)
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var what = "IGMP"
        var consequence = "receivers may ignore it"
        if case .kind(let kind) = finding.detail {
            if kind.isQuery {
                (what, consequence) = ("queries", "hosts are advised to ignore such queries, and then do not answer")
            } else if kind == .v3Report {
                (what, consequence) = ("version 3 reports", "routers may ignore them, or never look at them")
            }
        }
        return "\(finding.device) sends \(what) without the Router Alert option: \(consequence). "
            + "Mend its IGMP, or what strips IP options."
    }
}

/// The same for reports and leaves of version 2, which many older hosts, NetBSD among
/// them, send without it, and which routers take all the same.
enum OlderRouterAlertRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 2236 section 2" }

    static func applies(to kind: MessageKind) -> Bool { kind == .v2Report || kind == .leave }

    static func isBroken(by packet: borrowing IGMPPacket, _ kind: MessageKind) -> Bool {
        !packet.options.hasRouterAlert && applies(to: kind)
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) sends version 2 messages without the Router Alert option. Most routers take them; "
            + "one that does not will not see its groups."
    }
}

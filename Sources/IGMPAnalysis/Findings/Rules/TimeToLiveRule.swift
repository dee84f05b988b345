package import IGMPWire

/// IGMP is sent with a TTL of 1 (RFC 1112 appendix I, RFC 2236 section 2, RFC 9776
/// section 4); so is Multicast Router Discovery (RFC 4286 section 2).
package enum TimeToLiveRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 4" }

    package static func isBroken(by packet: borrowing IGMPPacket, _ kind: MessageKind) -> Bool {
        packet.ip.timeToLive != 1 && (kind.version != nil || kind.isRouterDiscovery)
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "a TTL other than 1"
        if case .number(let number) = finding.detail { found = "a TTL of \(number) instead of 1" }
        return "\(finding.device) sends IGMP with \(found): some kernels, FreeBSD's among them, ignore it, and it "
            + "may leave the link. Mend its IGMP, or what forwards it."
    }
}

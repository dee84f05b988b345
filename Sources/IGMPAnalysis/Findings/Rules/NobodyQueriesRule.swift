import IGMPWire

/// Nobody queries for as long as a router waits for another one (RFC 9776 section 8.5), and no group is
/// known to be in use. Where one is, that is ``NoQuerierRule``.
enum NobodyQueriesRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var restsOnSilence: Bool { true }
    static var reference: String { "RFC 9776 sections 6.1 and 8.5" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        switch finding.detail {
        case .nothingHeard(let start):
            return
                "No IGMP at all was heard since \(time(start)): nobody queries here, and no host reports a group. See "
                + "that this is the port and the VLAN that was meant. If multicast is to work here, enable a querier "
                + "on a router or switch."
        case .silence(let start, _):
            return
                "No general query was seen since \(time(start)). No group is in use that would need one now; but with "
                + "snooping switches, whoever joins loses the stream after some minutes. Enable a querier on a router "
                + "or switch."
        default:
            return "No general query was seen. Enable a querier on a router or switch."
        }
    }
}

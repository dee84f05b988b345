package import IGMPWire

/// No host sends from a multicast, broadcast or loopback address (RFC 1122 section 3.2.1.3).
package enum SourceNotUnicastRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 1122 section 3.2.1.3" }

    package static func isBroken(by packet: borrowing IGMPPacket) -> Bool {
        let source = packet.ip.source
        return source.isMulticast || source == .broadcast || source.isLoopback
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "IGMP comes from \(finding.device), which no host may have as its own address: receivers ignore it. "
            + "Correct the address of whoever sends it."
    }
}

package import IGMPWire

/// No host sends from a multicast or broadcast address, and onto a link from a loopback
/// address neither (RFC 1122 section 3.2.1.3).
package enum SourceNotUnicastRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 1122 section 3.2.1.3" }

    package static func isBroken(by packet: borrowing IGMPPacket) -> Bool {
        let source = packet.ip.source
        return source.isMulticast || source == .broadcast || (source.isLoopback && isFromLink(packet))
    }

    /// Whether it surely came over a link: within a host frames have no sender's address,
    /// or one of zeros.
    private static func isFromLink(_ packet: borrowing IGMPPacket) -> Bool {
        packet.link.source.map { $0.rawValue != 0 } ?? false
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "IGMP comes from \(finding.device), which no host may have as its own address: receivers ignore it. "
            + "Correct the address of whoever sends it."
    }
}

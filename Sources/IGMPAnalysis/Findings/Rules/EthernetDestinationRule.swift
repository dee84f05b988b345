package import IGMPWire

/// A frame to a group carries the Ethernet address that the group maps to
/// (RFC 1112 section 6.4).
package enum EthernetDestinationRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 1112 section 6.4" }

    package static func isBroken(by packet: borrowing IGMPPacket) -> Bool {
        guard let address = packet.link.destination, packet.ip.destination.isMulticast else { return false }
        return address != MACAddress(multicast: packet.ip.destination)
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "another Ethernet address"
        if case .macAddress(let address) = finding.detail { found = "the Ethernet address \(address)" }
        return "\(finding.device) sends IGMP in frames to \(found), which is not the group's: hosts and switches "
            + "that filter by it miss the message. Mend its driver, or what rewrites addresses."
    }
}

/// The same where the frame goes to one station, as access points send multicast to
/// each of their stations.
enum UnicastFrameRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 1112 section 6.4" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "one station"
        if case .macAddress(let address) = finding.detail { found = "\(address) alone" }
        return "IGMP from \(finding.device) comes in frames to \(found). An access point or switch that turns "
            + "multicast into unicast does so on purpose; elsewhere other receivers miss it."
    }
}

public import IGMPWire

/// A port of a Linux bridge with multicast snooping and its statistics on: what
/// `br_multicast_rcv` counts of the frames that come in, and `br_multicast_count`
/// of those that go out.
///
/// The direction is the packet's; where that is not known, it came in. The kernel
/// counts bad IPv4 headers of every multicast frame: of those that are not IGMP
/// ``observe(badHeaderOf:direction:)`` has to be told.
public struct LinuxBridgePort: Sendable {
    public internal(set) var counters = LinuxBridgeCounters()
    /// Whether bridged packets go through iptables (`bridge-nf-call-iptables`): then
    /// br_netfilter (`br_validate_ipv4`) drops what has a bad IPv4 header before it is
    /// snooped on, if it is untagged.
    private let callsIPTables: Bool
    /// The frame that brought the last fragment.
    private var fragmentNumber: UInt64 = 0
    private var fragmentAt = Timestamp(nanoseconds: .min)

    public init(callsIPTables: Bool = false) {
        self.callsIPTables = callsIPTables
    }

    /// Takes in a frame to a multicast address that is not broadcast, of no IGMP, whose
    /// IPv4 header is bad.
    public mutating func observe(badHeaderOf link: LinkHeader, direction: FrameDirection) {
        guard Self.looksInto(link) else { return }
        countBadHeader(of: link, direction)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        guard Self.isSnooped(packet) else { return }
        let bytes = packet.message.bytes
        switch packet.verdict {
        case .unverifiable:
            return
        case .fragment, .droppedFragment:
            // A bridge does not reassemble: each is judged by its own bytes, as if it were a packet.
            fragmentNumber = packet.number
            fragmentAt = packet.timestamp
            judge(packet, hasGoodChecksum: InternetChecksum(bytes).isValid)
        case .badIPHeader(.options):
            // Nor does it look at options.
            judge(packet, hasGoodChecksum: InternetChecksum(bytes).isValid)
        case .badIPHeader:
            countBadHeader(of: packet.link, packet.direction)
        case .message, .rejected:
            // A datagram comes with its last fragment, which has been judged.
            if packet.number == fragmentNumber, packet.timestamp == fragmentAt { return }
            judge(packet, hasGoodChecksum: !packet.hasBadChecksum)
        }
    }

    /// Whether the bridge looks into the frame: to a multicast Ethernet address
    /// that is not broadcast, and IPv4 right behind at most one VLAN tag of either
    /// kind. (One that filters VLANs of 802.1Q passes over an 802.1ad tag; that
    /// there is such a filter, no capture shows.)
    static func isSnooped(_ packet: borrowing IGMPPacket) -> Bool {
        guard packet.link.destination == nil else { return looksInto(packet.link) }
        // A cooked header leaves the address out; it follows from the group.
        return packet.link.vlanTags.count <= 1 && packet.ip.destination.isMulticast
            && packet.link.payloadLength == nil
    }

    /// Whether a bridge looks into a frame with that header, as far as Ethernet addresses and tags go.
    public static func looksInto(_ link: LinkHeader) -> Bool {
        let tags = link.vlanTags.count
        guard tags <= 1, let destination = link.destination, let source = link.source else { return false }
        return destination.isMulticast && destination != .broadcast
            // Not behind LLC or PPPoE.
            && link.payloadOffset == 14 + 4 * tags
            // `br_handle_frame` drops what no station can have sent, and keeps to itself, as it
            // is set by default, what is for bridges (IEEE 802.1Q section 8.6.3) but BPDUs.
            && !source.isMulticast && source.rawValue != 0
            && !(0x0180_C200_0001...0x0180_C200_000F).contains(destination.rawValue)
    }

    /// `ip_mc_check_igmp` behind the IPv4 header, then `br_mcast_stats_add`.
    ///
    /// TTL, Router Alert, the class of the group and the records of a version 3
    /// report are not looked at.
    private mutating func judge(_ packet: borrowing IGMPPacket, hasGoodChecksum: Bool) {
        let bytes = packet.message.bytes
        let isSent = packet.direction == .outbound
        guard bytes.count >= IGMPMessage.minimumLength, hasGoodChecksum else {
            return countParseError(packet.direction)
        }
        switch packet.messageType {
        case .membershipQuery:
            guard Self.isGoodQuery(packet) else { return countParseError(packet.direction) }
            let version = bytes.count != 8 ? 3 : bytes.uint8(at: 1) == 0 ? 1 : 2
            counters.igmpQueries.count(version: version, isSent: isSent)
        case .v1MembershipReport:
            counters.igmpReports.count(version: 1, isSent: isSent)
        case .v2MembershipReport:
            counters.igmpReports.count(version: 2, isSent: isSent)
        case .v3MembershipReport:
            counters.igmpReports.count(version: 3, isSent: isSent)
        case .leaveGroup:
            if isSent { counters.igmpLeaves.tx += 1 } else { counters.igmpLeaves.rx += 1 }
        default:
            break
        }
    }

    /// `ip_mc_check_igmp_query`: 8 bytes or at least 12, and without a group only to 224.0.0.1.
    private static func isGoodQuery(_ packet: borrowing IGMPPacket) -> Bool {
        let count = packet.message.bytes.count
        guard count == 8 || count >= 12 else { return false }
        return packet.message.group != .unspecified || packet.ip.destination == .allSystems
    }

    private mutating func countBadHeader(of link: LinkHeader, _ direction: FrameDirection) {
        if !callsIPTables || !link.vlanTags.isEmpty { countParseError(direction) }
    }

    /// A bridge looks for errors only in what comes in; what has one goes out nowhere.
    private mutating func countParseError(_ direction: FrameDirection) {
        if direction != .outbound { counters.igmpParseErrors += 1 }
    }
}

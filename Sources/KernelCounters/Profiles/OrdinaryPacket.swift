import IGMPWire

/// A report or leave as hosts send them: of such a packet no kernel that only listens
/// counts anything that does not follow from this.
///
/// Well-formed and whole, with TTL 1, with Router Alert or without any option, from a
/// host's address to a group, untagged in an Ethernet frame from a station to a group of
/// IPv4; a version 1 or 2 report to the group that it reports, which is not the kernels' own
/// 224.0.0.1, and a leave of a group.
struct OrdinaryPacket {
    /// Four messages, with Router Alert or not, sent or not.
    static var count: Int { 16 }

    /// 0 to ``count`` - 1.
    let number: Int

    /// Nil for any other packet, however good.
    @inline(__always)
    init?(_ packet: borrowing IGMPPacket) {
        guard case .message(let kind) = packet.verdict, !packet.isReassembled else { return nil }
        var number: Int
        switch kind {
        case .v1Report: number = 0
        case .v2Report: number = 1
        case .leave: number = 2
        case .v3Report: number = 3
        default: return nil
        }
        let (source, destination) = (packet.ip.source.rawValue, packet.ip.destination)
        // 0.0.0.0/8, loopback, and from 224.0.0.0 on are no host's.
        guard source >> 24 != 0, source >> 24 != 127, source >> 29 != 7, destination.isMulticast else { return nil }
        switch number {
        case 0, 1: guard packet.message.group == destination, destination != .allSystems else { return nil }
        case 2: guard packet.message.group?.isMulticast ?? false else { return nil }
        default: break
        }
        guard packet.ip.timeToLive == 1, packet.link.vlanTags.isEmpty, packet.link.payloadOffset == 14,
            let frameDestination = packet.link.destination, frameDestination.rawValue >> 24 == 0x01005E,
            let frameSource = packet.link.source, !frameSource.isMulticast, frameSource.rawValue != 0
        else { return nil }
        switch packet.ip.headerLength {
        case IPv4Header.minimumLength: break
        case IPv4Header.minimumLength + 4 where packet.options.hasRouterAlert: number |= 4
        default: return nil
        }
        if packet.direction == .outbound { number |= 8 }
        self.number = number
    }
}

import IGMPWire

/// What OpenBSD does with a packet before `igmp_input` (ip_input.c 1.425, pf.c).
enum OpenBSDInput {
    /// Whether `ip_input` and pf let the packet come as far as the choice by its
    /// destination. A multicast source is no reason to drop it.
    static func passesIPInput(_ packet: borrowing IGMPPacket, hasPacketFilter: Bool) -> Bool {
        packet.passesIPInput && (!hasPacketFilter || passesPacketFilter(packet.ip, packet.options))
    }

    /// `pf_walk_header` for IP protocol 2, and the rule that blocks what is left
    /// marked as having options: any but Router Alert, or padding alone.
    private static func passesPacketFilter(_ ip: IPv4Header, _ options: IPv4Options) -> Bool {
        if ip.timeToLive != 1, ip.destination == .allSystems { return false }
        if ip.headerLength == IPv4Header.minimumLength { return true }
        return options.hasRouterAlert && !options.hasOthers
    }
}

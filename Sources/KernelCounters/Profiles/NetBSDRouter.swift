public import IGMPWire

/// The counters of a NetBSD multicast router that listens on a link, is in
/// 224.0.0.1 only, and sends nothing.
public struct NetBSDRouter: Sendable {
    public internal(set) var counters = NetBSDCounters()

    public init() {}

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        guard NetBSDInput.passesIPInput(packet), Self.isDelivered(packet, takesNetworkAddress: true)
        else { return }
        _ = NetBSDInput.count(packet, into: &counters, isOurGroup: packet.message.group == .allSystems)
    }

    /// With a routing daemon every multicast packet is delivered; a unicast
    /// address is another host's, as far as a capture can tell.
    static func isDelivered(_ packet: borrowing IGMPPacket, takesNetworkAddress: Bool = false) -> Bool {
        let destination = packet.ip.destination
        return destination.isMulticast || destination == .broadcast || destination == .unspecified
            || packet.isDirectedBroadcast(near: nil, takesNetworkAddress: takesNetworkAddress)
    }
}

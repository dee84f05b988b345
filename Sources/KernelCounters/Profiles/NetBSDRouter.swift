public import IGMPWire

/// The counters of a NetBSD multicast router that listens on a link, is in
/// 224.0.0.1 only, and sends nothing.
public struct NetBSDRouter: Sendable {
    public private(set) var counters = NetBSDCounters()

    public init() {}

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        guard NetBSDInput.passesIPInput(packet), Self.isDelivered(to: packet.ip.destination) else { return }
        _ = NetBSDInput.count(packet, into: &counters, isOurGroup: packet.message.group == .allSystems)
    }

    /// With a routing daemon every multicast packet is delivered; a unicast
    /// address is another host's, as far as a capture can tell.
    static func isDelivered(to destination: IPv4Address) -> Bool {
        destination.isMulticast || destination == .broadcast || destination == .unspecified
    }
}

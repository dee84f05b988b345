public import IGMPWire

/// The IGMP counters of OpenBSD: the same nine, with the same labels (igmp_var.h).
public typealias OpenBSDCounters = NetBSDCounters

/// The counters of an OpenBSD multicast router that listens on a link, is in
/// 224.0.0.1 only, and sends nothing.
public struct OpenBSDRouter: Sendable {
    public internal(set) var counters = OpenBSDCounters()
    /// Whether pf is enabled, with a rule that passes what has no IP options.
    public let hasPacketFilter: Bool

    /// - Parameter hasPacketFilter: OpenBSD enables pf unless told otherwise.
    public init(hasPacketFilter: Bool = true) {
        self.hasPacketFilter = hasPacketFilter
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        guard OpenBSDInput.passesIPInput(packet, hasPacketFilter: hasPacketFilter),
            NetBSDRouter.isDelivered(packet)
        else { return }
        _ = NetBSDInput.count(packet, into: &counters, isOurGroup: packet.message.group == .allSystems)
    }
}

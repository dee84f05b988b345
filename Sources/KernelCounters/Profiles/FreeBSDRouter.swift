public import IGMPWire

/// The counters of a FreeBSD multicast router that listens on a link, is in
/// 224.0.0.1 only, and sends nothing.
public struct FreeBSDRouter: Sendable {
    public internal(set) var counters = FreeBSDCounters()
    private var querier = FreeBSDQuerier()
    private var delay = FreeBSDQueryDelay()

    public init() {}

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        guard FreeBSDInput.isDelivered(packet, to: nil) else { return }
        let isOurGroup = packet.message.group == .allSystems
        let query = FreeBSDInput.count(packet, into: &counters, isOurGroup: isOurGroup)
        if case .nothing = query { return }
        guard querier.hear(query, packet.message, at: packet.timestamp), isOurGroup else { return }
        delay.hear(packet.message, at: packet.timestamp, into: &counters)
    }
}

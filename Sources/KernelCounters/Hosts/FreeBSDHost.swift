public import IGMPWire

/// One FreeBSD host on a link: what its kernel counts, as far as it can be told
/// from what it and others sent.
///
/// It gets every multicast packet, in its groups or not. Its groups decide which
/// reports are of "groups to which we belong", and which queries it drops for
/// coming too often.
public struct FreeBSDHost: Sendable {
    private struct Membership: HostMembership {
        var filter: SourceFilter
        var delay = FreeBSDQueryDelay()

        init(filter: SourceFilter) { self.filter = filter }
    }

    /// Whether it runs a multicast routing daemon: then what it reports itself is
    /// looped back to it.
    public let isMulticastRouter: Bool
    public private(set) var counters = FreeBSDCounters()
    private var interface: HostInterface
    private var table: GroupTable<Membership>
    private var querier = FreeBSDQuerier()
    /// For 224.0.0.1, which every host is in.
    private var allSystemsDelay = FreeBSDQueryDelay()
    private var now = Timestamp(nanoseconds: .min)

    /// - Parameters:
    ///   - known: groups that it is in and no packet shows.
    ///   - isMulticastRouter: whether it runs a multicast routing daemon.
    ///   - limits: how much is kept.
    public init(
        address: IPv4Address, known: [IPv4Address] = [], isMulticastRouter: Bool = false,
        limits: HostLimits = HostLimits()
    ) {
        interface = HostInterface(address: address)
        table = GroupTable(limits: limits)
        self.isMulticastRouter = isMulticastRouter
        for group in known where group.isMulticast { table.insert(known: group, Membership(filter: .anySource)) }
    }

    public var address: IPv4Address { interface.address }

    /// Its groups by address, without 224.0.0.1.
    public var groups: [IPv4Address] { table.entries.map(\.group) }

    /// Groups that had to make room for others, or found none.
    public var groupOverflow: UInt64 { table.overflow }
    /// Sources of groups that found no room.
    public var sourceOverflow: UInt64 { table.sourceOverflow }

    /// The version that it speaks: 1, 2 or 3, by the queries heard.
    public var routerVersion: Int { querier.version(at: now) }

    public mutating func advance(to time: Timestamp) {
        now = max(now, time)
    }

    /// Takes it out of a group that it has left in silence.
    public mutating func forget(_ group: IPv4Address) {
        table.remove(group)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        advance(to: packet.timestamp)
        if interface.sent(packet) {
            observeOwn(packet)
        } else if interface.takes(packet), FreeBSDInput.isDelivered(packet, to: address) {
            receive(packet)
        }
    }

    private mutating func receive(_ packet: borrowing IGMPPacket) {
        let group = packet.message.group ?? .unspecified
        let index = table.index(of: group)
        let query = FreeBSDInput.count(
            packet, into: &counters, isOurGroup: index != nil || group == .allSystems, address: address)
        if case .nothing = query { return }
        guard querier.hear(query, packet.message, at: now) else { return }
        if let index {
            table[index].delay.hear(packet.message, at: now, into: &counters)
        } else if group == .allSystems {
            allSystemsDelay.hear(packet.message, at: now, into: &counters)
        }
    }

    /// Counts one for each packet that `ip_output` took, which is what is seen on the wire.
    private mutating func observeOwn(_ packet: borrowing IGMPPacket) {
        guard case .message(let kind) = packet.verdict, kind.isSentByHosts, let group = packet.message.group
        else { return }
        counters.sndReports += 1
        switch kind {
        case .v3Report: table.apply(packet.message)
        case .leave: table.remove(group)
        default: table.insert(group, Membership(filter: .anySource))
        }
        // A copy comes back to a router, whether it is in the destination's group or not.
        if isMulticastRouter { receive(packet) }
    }
}

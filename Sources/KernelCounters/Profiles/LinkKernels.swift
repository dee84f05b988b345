public import IGMPWire

/// The kernels that listen on a link: a multicast router of each system, and a port of
/// a Linux bridge.
///
/// Nearly all packets are ordinary reports and leaves (``OrdinaryPacket``). Each kind of
/// them goes through kernels of its own once, to learn what they count of it, and is
/// then only counted itself: a packet does not pay for four kernels.
public struct LinkKernels: Sendable {
    /// What one packet of a kind makes each kernel count.
    private struct Effect {
        var netBSD: NetBSDCounters
        var freeBSD: FreeBSDCounters
        var openBSD: OpenBSDCounters
        var linuxBridge: LinuxBridgeCounters
        var differences: CountingDifferences
    }

    // Of all other packets.
    private var netBSDRouter = NetBSDRouter()
    private var freeBSDRouter = FreeBSDRouter()
    private var openBSDRouter: OpenBSDRouter
    private var linuxBridgePort: LinuxBridgePort
    /// Of these, what the kernels count otherwise than RFC 9776 would have it.
    private var otherDifferences: CountingDifferences
    /// Of the kinds of ordinary packets that were met, and which of them each kind has.
    private var effects: [Effect] = []
    private var places = InlineArray<16, Int>(repeating: -1)
    /// How many ordinary packets of each kind there were.
    private var ordinary = InlineArray<16, UInt64>(repeating: 0)

    /// - Parameters:
    ///   - openBSDHasPacketFilter: whether pf is enabled there.
    ///   - bridgeCallsIPTables: whether the bridge's packets go through iptables.
    public init(openBSDHasPacketFilter: Bool = true, bridgeCallsIPTables: Bool = false) {
        openBSDRouter = OpenBSDRouter(hasPacketFilter: openBSDHasPacketFilter)
        otherDifferences = CountingDifferences(hasPacketFilter: openBSDHasPacketFilter)
        linuxBridgePort = LinuxBridgePort(callsIPTables: bridgeCallsIPTables)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        if let kind = OrdinaryPacket(packet) {
            ordinary[kind.number] &+= 1
            if places[kind.number] < 0 { learn(kind, packet) }
        } else {
            netBSDRouter.observe(packet)
            freeBSDRouter.observe(packet)
            openBSDRouter.observe(packet)
            linuxBridgePort.observe(packet)
            otherDifferences.observe(packet)
        }
    }

    /// Tells of the packet observed last that it is a version 3 report that lacks
    /// records that it announces: no kernel here has looked.
    public mutating func noteDamagedReport(_ packet: borrowing IGMPPacket) {
        otherDifferences.noteDamagedReport(packet)
    }

    /// Takes in what a bridge counts of a frame of no IGMP (``LinuxBridgePort``).
    public mutating func observe(badHeaderOf link: LinkHeader, direction: FrameDirection) {
        linuxBridgePort.observe(badHeaderOf: link, direction: direction)
    }

    /// Lets kernels that have counted nothing yet see the first packet of a kind.
    @inline(never)
    private mutating func learn(_ kind: OrdinaryPacket, _ packet: borrowing IGMPPacket) {
        var netBSD = NetBSDRouter()
        var freeBSD = FreeBSDRouter()
        var openBSD = OpenBSDRouter(hasPacketFilter: openBSDRouter.hasPacketFilter)
        var linuxBridge = LinuxBridgePort()
        var differences = CountingDifferences(hasPacketFilter: openBSDRouter.hasPacketFilter)
        differences.observe(packet)
        netBSD.observe(packet)
        freeBSD.observe(packet)
        openBSD.observe(packet)
        linuxBridge.observe(packet)
        places[kind.number] = effects.count
        effects.append(
            Effect(
                netBSD: netBSD.counters, freeBSD: freeBSD.counters, openBSD: openBSD.counters,
                linuxBridge: linuxBridge.counters, differences: differences))
    }

    public var netBSD: NetBSDRouter {
        var router = netBSDRouter
        router.counters = total(router.counters, \.netBSD)
        return router
    }

    public var freeBSD: FreeBSDRouter {
        var router = freeBSDRouter
        router.counters = total(router.counters, \.freeBSD)
        return router
    }

    public var openBSD: OpenBSDRouter {
        var router = openBSDRouter
        router.counters = total(router.counters, \.openBSD)
        return router
    }

    public var linuxBridge: LinuxBridgePort {
        var port = linuxBridgePort
        port.counters = total(port.counters, \.linuxBridge)
        return port
    }

    /// What these kernels count otherwise than RFC 9776 would have it.
    public var differences: CountingDifferences {
        var total = otherDifferences
        for number in places.indices where places[number] >= 0 {
            total.add(effects[places[number]].differences, times: ordinary[number])
        }
        return total
    }

    /// `others` with what the ordinary packets add.
    private func total<Counters: CounterSet>(_ others: Counters, _ counters: (Effect) -> Counters) -> Counters {
        var total = others
        for number in places.indices where places[number] >= 0 {
            total.add(counters(effects[places[number]]), times: ordinary[number])
        }
        return total
    }
}

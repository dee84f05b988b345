public import IGMPTracking
public import IGMPWire

/// One OpenBSD host on a link: NetBSD's machine behind OpenBSD's `ip_input` and pf.
///
/// What it sends differs in ways that do not count: leaves go to 224.0.0.2, and
/// every packet has Router Alert.
public struct OpenBSDHost: Sendable {
    /// Whether pf is enabled, with a rule that passes what has no IP options.
    public let hasPacketFilter: Bool
    private var machine: NetBSDHost

    /// - Parameters:
    ///   - known: groups that it is in and no packet shows.
    ///   - isMulticastRouter: whether it runs a multicast routing daemon.
    ///   - hasPacketFilter: OpenBSD enables pf unless told otherwise.
    ///   - limits: how much is kept.
    public init(
        address: IPv4Address, known: [IPv4Address] = [], isMulticastRouter: Bool = false, hasPacketFilter: Bool = true,
        limits: HostLimits = HostLimits()
    ) {
        machine = NetBSDHost(
            address: address, known: known, isMulticastRouter: isMulticastRouter, limits: limits)
        machine.takesNetworkAddress = false
        self.hasPacketFilter = hasPacketFilter
    }

    public var address: IPv4Address { machine.address }
    public var counters: OpenBSDCounters { machine.counters }
    /// Its groups by address; those of 224.0.0.0/24 too.
    public var groups: [(group: IPv4Address, state: MemberState)] { machine.groups }
    /// Groups that had to make room for others, or found none.
    public var groupOverflow: UInt64 { machine.groupOverflow }
    /// Sources of groups that found no room.
    public var sourceOverflow: UInt64 { machine.sourceOverflow }
    /// The router version that it believes in: 1 or 2.
    public var routerVersion: Int { machine.routerVersion }
    /// Whether it runs a multicast routing daemon.
    public var isMulticastRouter: Bool { machine.isMulticastRouter }

    public mutating func advance(to time: Timestamp) {
        machine.advance(to: time)
    }

    /// Takes it out of a group that it has left in silence.
    public mutating func forget(_ group: IPv4Address) {
        machine.forget(group)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        machine.observe(
            packet, passesIPInput: OpenBSDInput.passesIPInput(packet, hasPacketFilter: hasPacketFilter))
    }
}

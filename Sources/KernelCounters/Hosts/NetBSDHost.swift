public import IGMPTracking
public import IGMPWire

/// One NetBSD host on a link: what its kernel counts, and the states of its
/// memberships, as far as they can be told from what it and others sent.
///
/// Reports of its own are its joins and its timers; a leave of its own ends a
/// membership. It gets only what is sent to an address of its own or to a group
/// that it is in at that moment, unless it runs a multicast routing daemon.
public struct NetBSDHost: Sendable {
    private struct Membership: HostMembership {
        var state: MemberState
        var filter = SourceFilter.anySource

        init(state: MemberState) { self.state = state }

        init(filter: SourceFilter) {
            state = .idle
            self.filter = filter
        }
    }

    /// Whether it has MROUTING and runs a multicast routing daemon: every multicast
    /// packet is delivered, and what it reports itself is looped back to it.
    public let isMulticastRouter: Bool
    public private(set) var counters = NetBSDCounters()
    /// Whether it takes what is sent to its subnet's own address, as 4.2BSD broadcast.
    var takesNetworkAddress = true
    private var interface: HostInterface
    private var table: GroupTable<Membership>
    private var v1QueryAt: Timestamp?
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
        for group in known where group.isMulticast { table.insert(known: group, Membership(state: .idle)) }
    }

    public var address: IPv4Address { interface.address }

    /// Its groups by address; those of 224.0.0.0/24 too.
    public var groups: [(group: IPv4Address, state: MemberState)] {
        table.entries.map { (group: $0.group, state: $0.value.state) }
    }

    /// Groups that had to make room for others, or found none.
    public var groupOverflow: UInt64 { table.overflow }
    /// Sources of groups that found no room.
    public var sourceOverflow: UInt64 { table.sourceOverflow }

    /// The router version that it believes in: 1 or 2.
    public var routerVersion: Int {
        RouterVersions.isV1(queriedAt: v1QueryAt, now: now) ? 1 : 2
    }

    public mutating func advance(to time: Timestamp) {
        now = max(now, time)
    }

    /// Takes it out of a group that it seems to have left in silence, since it has not answered.
    ///
    /// Not a router that had no answer to give: it hears its own version 1 reports too, sleeps
    /// after each, and only wakes up at the next query.
    public mutating func forget(_ group: IPv4Address) {
        if isMulticastRouter, let index = table.index(of: group), table[index].state != .delaying { return }
        table.remove(group)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        observe(packet, passesIPInput: NetBSDInput.passesIPInput(packet))
    }

    /// - Parameter passesIPInput: whether it has passed all tests before the choice
    ///   by its destination.
    mutating func observe(_ packet: borrowing IGMPPacket, passesIPInput: Bool) {
        advance(to: packet.timestamp)
        if interface.sent(packet) {
            observeOwn(packet)
        } else if passesIPInput, interface.takes(packet) {
            receive(packet)
        }
    }

    private mutating func receive(_ packet: borrowing IGMPPacket) {
        guard isDelivered(packet) else { return }
        let destination = packet.ip.destination
        let isOurGroup = packet.message.group.map { isMember(of: $0) } ?? false
        let outcome = NetBSDInput.count(
            packet, into: &counters, isOurGroup: isOurGroup, routerAddress: isMulticastRouter ? address : nil)
        switch outcome {
        case .nothing:
            break
        case .v1Query(let startsTimers):
            v1QueryAt = now
            if startsTimers { hearQuery(.v1Query, of: nil) }
        case .v2Query:
            hearQuery(.v2Query, of: destination == .allSystems ? nil : destination)
        case .ourReport(let group, let version):
            guard let index = table.index(of: group) else { return }
            let event: MembershipEvent =
                version == 1 ? .v1ReportHeard(routerIsV1: routerVersion == 1) : .v2ReportHeard
            table[index].state = table[index].state.after(event)
        }
    }

    /// Counts one for each report and leave that it hands to `ip_output`, which
    /// is what is seen on the wire (`igmp_sendpkt`).
    private mutating func observeOwn(_ packet: borrowing IGMPPacket) {
        guard case .message(let kind) = packet.verdict, let group = packet.message.group else { return }
        let destination = packet.ip.destination
        switch kind {
        case .v1Report, .v2Report:
            counters.sndReports += 1
            if let index = table.index(of: group) {
                if !group.isLocalGroup { table[index].state = table[index].state.after(.reportSent) }
            } else {
                table.insert(group, Membership(state: group.isLocalGroup ? .idle : .delaying))
            }
            loopBack(packet, ifIn: destination)
        case .leave:
            counters.sndReports += 1
            // It is sent while the group is still there (`in_delmulti`).
            let isMember = isMember(of: destination) || destination == group
            table.remove(group)
            if isMember { loopBack(packet) }
        case .v3Report:
            // A host that speaks version 3 shows its memberships all the same.
            table.apply(packet.message)
        default:
            break
        }
    }

    /// What it sends to a group that it is in comes back to it where a routing
    /// daemon may want to hear it (`imo_multicast_loop`).
    private mutating func loopBack(_ packet: borrowing IGMPPacket, ifIn group: IPv4Address? = nil) {
        guard isMulticastRouter, group.map({ isMember(of: $0) }) ?? true else { return }
        receive(packet)
    }

    /// The destinations of `ip_input`.
    private func isDelivered(_ packet: borrowing IGMPPacket) -> Bool {
        let destination = packet.ip.destination
        if destination.isMulticast { return isMulticastRouter || isMember(of: destination) }
        return destination == address || destination == .broadcast || destination == .unspecified
            || packet.isDirectedBroadcast(near: address, takesNetworkAddress: takesNetworkAddress)
    }

    private func isMember(of group: IPv4Address) -> Bool {
        group == .allSystems || table.contains(group)
    }

    /// Groups of 224.0.0.0/24 are never timed.
    private mutating func hearQuery(_ event: MembershipEvent, of group: IPv4Address?) {
        if let group {
            guard !group.isLocalGroup, let index = table.index(of: group) else { return }
            table[index].state = table[index].state.after(event)
            return
        }
        for index in table.entries.indices where !table.entries[index].group.isLocalGroup {
            table[index].state = table[index].state.after(event)
        }
    }
}

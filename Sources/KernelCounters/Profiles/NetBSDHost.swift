public import IGMPTracking
public import IGMPWire

/// One NetBSD host on a link: what its kernel counts, and the states of its
/// memberships, as far as they can be told from what it and others sent.
///
/// Reports of its own are its joins and its timers; a leave of its own ends a
/// membership. It gets only what is sent to an address of its own or to a group
/// that it is in at that moment.
public struct NetBSDHost: Sendable {
    public let address: IPv4Address
    public private(set) var counters = NetBSDCounters()
    /// Its groups by address; those of 224.0.0.0/24 too.
    public private(set) var groups: [(group: IPv4Address, state: MemberState)] = []
    private var v1QueryAt: Timestamp?
    private var now = Timestamp(nanoseconds: .min)

    /// - Parameter known: groups that it is in and no packet shows.
    public init(address: IPv4Address, known: [IPv4Address] = []) {
        self.address = address
        for group in known where group.isMulticast { join(group, .idle) }
    }

    /// The router version that it believes in: 1 or 2.
    public var routerVersion: Int {
        RouterVersions.isV1(queriedAt: v1QueryAt, now: now) ? 1 : 2
    }

    public mutating func advance(to time: Timestamp) {
        now = max(now, time)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        advance(to: packet.timestamp)
        if packet.ip.source == address { return observeOwn(packet) }
        guard NetBSDInput.passesHeaderChecks(packet), isDelivered(packet.ip.destination) else { return }
        let destination = packet.ip.destination
        let isOurGroup = packet.message.group.map { isMember(of: $0) } ?? false
        switch NetBSDInput.count(packet, into: &counters, isOurGroup: isOurGroup) {
        case .nothing:
            break
        case .v1Query(let startsTimers):
            v1QueryAt = now
            if startsTimers { hearQuery(.v1Query, of: nil) }
        case .v2Query:
            hearQuery(.v2Query, of: destination == .allSystems ? nil : destination)
        case .ourReport(let group, let version):
            guard let index = index(of: group) else { return }
            let event: MembershipEvent =
                version == 1 ? .v1ReportHeard(routerIsV1: routerVersion == 1) : .v2ReportHeard
            groups[index].state = groups[index].state.after(event)
        }
    }

    /// Counts one for each report and leave that it hands to `ip_output`, which
    /// is what is seen on the wire (`igmp_sendpkt`).
    private mutating func observeOwn(_ packet: borrowing IGMPPacket) {
        guard case .message(let kind) = packet.verdict else { return }
        switch kind {
        case .v1Report, .v2Report:
            counters.sndReports += 1
            guard let group = packet.message.group else { return }
            if let index = index(of: group) {
                if !group.isLocalGroup { groups[index].state = groups[index].state.after(.reportSent) }
            } else {
                join(group, group.isLocalGroup ? .idle : .delaying)
            }
        case .leave:
            counters.sndReports += 1
            if let group = packet.message.group { leave(group) }
        case .v3Report:
            observeOwnRecords(packet)
        default:
            break
        }
    }

    /// A host that speaks version 3 shows its memberships all the same.
    private mutating func observeOwnRecords(_ packet: borrowing IGMPPacket) {
        guard var records = packet.message.records else { return }
        while let record = try? records.next() {
            guard record.group.isMulticast else { continue }
            switch record.type {
            case .modeIsExclude, .changeToExclude, .allowNewSources: join(record.group, .idle)
            case .modeIsInclude, .changeToInclude:
                if record.sourceCount == 0 { leave(record.group) } else { join(record.group, .idle) }
            default: break
            }
        }
    }

    /// The destinations of `ip_input` without a routing daemon.
    private func isDelivered(_ destination: IPv4Address) -> Bool {
        if destination.isMulticast { return isMember(of: destination) }
        return destination == address || destination == .broadcast || destination == .unspecified
    }

    private func isMember(of group: IPv4Address) -> Bool {
        group == .allSystems || index(of: group) != nil
    }

    /// Groups of 224.0.0.0/24 are never timed.
    private mutating func hearQuery(_ event: MembershipEvent, of group: IPv4Address?) {
        for index in groups.indices where !groups[index].group.isLocalGroup {
            if let group, groups[index].group != group { continue }
            groups[index].state = groups[index].state.after(event)
        }
    }

    private func place(of group: IPv4Address) -> Int {
        var low = 0
        var high = groups.count
        while low < high {
            let middle = (low + high) / 2
            if groups[middle].group < group { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func index(of group: IPv4Address) -> Int? {
        let place = place(of: group)
        return place < groups.count && groups[place].group == group ? place : nil
    }

    private mutating func join(_ group: IPv4Address, _ state: MemberState) {
        let place = place(of: group)
        guard place == groups.count || groups[place].group != group else { return }
        groups.insert((group, state), at: place)
    }

    private mutating func leave(_ group: IPv4Address) {
        if let index = index(of: group) { groups.remove(at: index) }
    }
}

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
    private var table = GroupTable<MemberState>()
    private var v1QueryAt: Timestamp?
    private var now = Timestamp(nanoseconds: .min)

    /// - Parameter known: groups that it is in and no packet shows.
    public init(address: IPv4Address, known: [IPv4Address] = []) {
        self.address = address
        for group in known where group.isMulticast { table.insert(group, .idle) }
    }

    /// Its groups by address; those of 224.0.0.0/24 too.
    public var groups: [(group: IPv4Address, state: MemberState)] {
        table.entries.map { (group: $0.group, state: $0.value) }
    }

    /// Joins that there was no room for.
    public var groupOverflow: UInt64 { table.overflow }

    /// The router version that it believes in: 1 or 2.
    public var routerVersion: Int {
        RouterVersions.isV1(queriedAt: v1QueryAt, now: now) ? 1 : 2
    }

    public mutating func advance(to time: Timestamp) {
        now = max(now, time)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        advance(to: packet.timestamp)
        if packet.ip.source == address {
            observeOwn(packet)
        } else if NetBSDInput.passesIPInput(packet) {
            receive(packet)
        }
    }

    /// Takes in a packet of another host that has passed all tests before the
    /// choice by its destination.
    mutating func receive(_ packet: borrowing IGMPPacket) {
        let destination = packet.ip.destination
        guard isDelivered(destination) else { return }
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
            guard let index = table.index(of: group) else { return }
            let event: MembershipEvent =
                version == 1 ? .v1ReportHeard(routerIsV1: routerVersion == 1) : .v2ReportHeard
            table[index] = table[index].after(event)
        }
    }

    /// Counts one for each report and leave that it hands to `ip_output`, which
    /// is what is seen on the wire (`igmp_sendpkt`).
    mutating func observeOwn(_ packet: borrowing IGMPPacket) {
        guard case .message(let kind) = packet.verdict else { return }
        switch kind {
        case .v1Report, .v2Report:
            counters.sndReports += 1
            guard let group = packet.message.group else { return }
            if let index = table.index(of: group) {
                if !group.isLocalGroup { table[index] = table[index].after(.reportSent) }
            } else {
                table.insert(group, group.isLocalGroup ? .idle : .delaying)
            }
        case .leave:
            counters.sndReports += 1
            if let group = packet.message.group { table.remove(group) }
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
            case .modeIsExclude, .changeToExclude, .allowNewSources: table.insert(record.group, .idle)
            case .modeIsInclude, .changeToInclude:
                if record.sourceCount == 0 { table.remove(record.group) } else { table.insert(record.group, .idle) }
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
        group == .allSystems || table.contains(group)
    }

    /// Groups of 224.0.0.0/24 are never timed.
    private mutating func hearQuery(_ event: MembershipEvent, of group: IPv4Address?) {
        if let group {
            guard !group.isLocalGroup, let index = table.index(of: group) else { return }
            table[index] = table[index].after(event)
            return
        }
        for index in table.entries.indices where !table.entries[index].group.isLocalGroup {
            table[index] = table[index].after(event)
        }
    }
}

public import IGMPWire

/// One Linux host on a link: what `/proc/net/igmp` shows of it, as far as it can
/// be told from what it and others sent (net/ipv4/igmp.c, default sysctls).
public struct LinuxHost: Sendable {
    /// A line of `/proc/net/igmp`.
    public struct Group: Hashable, Sendable {
        public let group: IPv4Address
        /// Whether a timer of the group's own sent its last report, and no other
        /// host's version 1 or 2 report has been heard since.
        public let isReporter: Bool
    }

    private struct Membership: HostMembership {
        var filter: SourceFilter
        var isReporter = false
        /// Until when a version 3 query of the group may still be answered.
        var answerUntil: Timestamp?
        var owedAnswer = OwedAnswer()

        init(filter: SourceFilter) { self.filter = filter }
    }

    private var interface: HostInterface
    private var table: GroupTable<Membership>
    private var querier = LinuxQuerier()
    /// Until when a version 3 general query may still be answered.
    private var generalAnswerUntil: Timestamp?
    /// No answer is overdue before.
    private var nextDeadline = Timestamp(nanoseconds: .max)
    private var now = Timestamp(nanoseconds: .min)

    /// - Parameters:
    ///   - known: groups that it is in and no packet shows; of 224.0.0.1 it always is.
    ///   - limits: how much is kept.
    public init(
        address: IPv4Address, known: [IPv4Address] = [], limits: HostLimits = HostLimits()
    ) {
        interface = HostInterface(address: address)
        table = GroupTable(limits: limits)
        for group in [.allSystems] + known where group.isMulticast {
            table.insert(known: group, Membership(filter: .anySource))
        }
    }

    /// A host of which its kernel itself has told.
    public init(_ start: LinuxHostStart, at time: Timestamp) {
        interface = HostInterface(addresses: start.addresses, mac: start.hardwareAddress)
        table = GroupTable(limits: HostLimits())
        now = time
        querier.start(version: start.querierVersion, forced: start.forcedVersion, at: time)
        for known in start.memberships where known.group.isMulticast {
            let filter = known.includedSources.map(SourceFilter.init(including:)) ?? .anySource
            table.insert(known: known.group, Membership(filter: filter))
            if let index = table.index(of: known.group) { table[index].isReporter = known.isReporter }
        }
    }

    public var address: IPv4Address { interface.address }

    /// The column "Querier": 1, 2 or 3.
    public var querierVersion: Int { querier.version(at: now) }

    /// The columns that are possible: more than one where that depends on what the host heard
    /// before it was first looked at.
    public var possibleQuerierVersions: Set<Int> { querier.possibleVersions(at: now) }

    /// Its groups by address, 224.0.0.1 too. (The kernel shows the newest first.)
    public var groups: [Group] {
        table.entries.map { Group(group: $0.group, isReporter: $0.value.isReporter) }
    }

    /// Groups that had to make room for others, or found none.
    public var groupOverflow: UInt64 { table.overflow }
    /// Sources of groups that found no room.
    public var sourceOverflow: UInt64 { table.sourceOverflow }

    public mutating func advance(to time: Timestamp) {
        now = max(now, time)
        guard nextDeadline < now else { return }
        nextDeadline = Timestamp(nanoseconds: .max)
        for group in table.entries.map(\.group) {
            guard let index = table.index(of: group) else { continue }
            if table[index].owedAnswer.isHopeless(at: now) {
                leave(group)
            } else if let deadline = table[index].owedAnswer.deadline {
                nextDeadline = min(nextDeadline, deadline)
            }
        }
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        advance(to: packet.timestamp)
        if interface.sent(packet) { return observeOwn(packet) }
        guard isDelivered(packet), packet.message.bytes.count >= IGMPMessage.minimumLength,
            !packet.hasBadChecksum
        else { return }
        switch packet.messageType {
        case .membershipQuery: hearQuery(packet)
        case .v1MembershipReport, .v2MembershipReport: hearReport(packet)
        default: break
        }
    }

    /// `ip_rcv` and the routes for input: own addresses, and groups that it is in.
    private func isDelivered(_ packet: borrowing IGMPPacket) -> Bool {
        guard packet.passesIPInput, interface.takes(packet) else { return false }
        let (source, destination) = (packet.ip.source, packet.ip.destination)
        // Nor does it believe in an address of its own (`fib_validate_source`).
        if source.isMulticast || source == .broadcast || interface.owns(source) { return false }
        if destination.isMulticast { return table.contains(destination) }
        if destination == .broadcast || packet.isDirectedBroadcast(near: address) { return true }
        // A host that has no address yet can be heard by all, not by one.
        return interface.owns(destination) && !source.isOnThisNetwork
    }

    /// `igmp_heard_query`.
    private mutating func hearQuery(_ packet: borrowing IGMPPacket) {
        guard let response = querier.hear(packet.message, at: now) else { return }
        let until = now.advanced(by: response.maxTime)
        nextDeadline = min(nextDeadline, until)
        for group in table.entries.map(\.group) where group != .allSystems {
            guard response.group == .unspecified || response.group == group, let index = table.index(of: group)
            else { continue }
            table[index].owedAnswer.ask(until: until)
            // In older versions every group has a timer that will send its report, and
            // that in version 3 if it is the host's again by then.
            if response.group == group || !response.isVersion3 { table[index].answerUntil = until }
        }
        if response.isVersion3, response.group == .unspecified { generalAnswerUntil = until }
    }

    /// `igmp_heard_report`: whatever version it speaks itself, and whatever the destination.
    private mutating func hearReport(_ packet: borrowing IGMPPacket) {
        guard packet.link.destination?.isMulticast ?? packet.ip.destination.isMulticast else { return }
        guard let group = packet.message.group, group != .allSystems, let index = table.index(of: group)
        else { return }
        table[index].isReporter = false
        table[index].answerUntil = nil
        table[index].owedAnswer.settle()
    }

    private mutating func observeOwn(_ packet: borrowing IGMPPacket) {
        guard case .message(let kind) = packet.verdict, kind.isSentByHosts, let group = packet.message.group
        else { return }
        querier.hostSpoke(version: kind.version ?? 3, at: now)
        switch kind {
        case .v3Report:
            let answered = answeredGroup(packet)
            table.apply(packet.message)
            settle(by: packet.message)
            guard let answered, let index = table.index(of: answered.group) else { return }
            if answered.isByOwnTimer {
                table[index].isReporter = true
                table[index].answerUntil = nil
            } else {
                // It is given once.
                generalAnswerUntil = nil
            }
        case .leave:
            leave(group)
        default:
            // Joins too are reported by the group's timer (`igmp_timer_expire`).
            table.insert(group, Membership(filter: .anySource))
            guard let index = table.index(of: group) else { return }
            table[index].isReporter = true
            table[index].owedAnswer.settle()
        }
    }

    private mutating func settle(by report: borrowing IGMPMessage) {
        guard var records = report.records else { return }
        while let record = try? records.next() {
            if let index = table.index(of: record.group) { table[index].owedAnswer.settle() }
        }
    }

    /// The group of which alone a report tells the current state, and whether the
    /// group's own timer sent it: it was queried, and the report is not just what a
    /// general answer would be.
    private func answeredGroup(_ packet: borrowing IGMPPacket) -> (group: IPv4Address, isByOwnTimer: Bool)? {
        guard var records = packet.message.records else { return nil }
        var group: IPv4Address?
        while let record = try? records.next() {
            guard record.type == .modeIsInclude || record.type == .modeIsExclude else { return nil }
            guard group == nil || group == record.group else { return nil }
            group = record.group
        }
        guard let group, let index = table.index(of: group) else { return nil }
        let isQueried = table[index].answerUntil.map { now <= $0 } ?? false
        let reported = table.entries.count - 1
        let generalIsOpen = generalAnswerUntil.map { now <= $0 } ?? false
        return (group, isByOwnTimer: isQueried && (reported > 1 || !generalIsOpen))
    }

    private mutating func leave(_ group: IPv4Address) {
        if group != .allSystems { table.remove(group) }
    }
}

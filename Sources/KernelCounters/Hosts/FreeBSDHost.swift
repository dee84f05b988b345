public import IGMPWire

/// One FreeBSD host on a link: what its kernel counts, as far as it can be told
/// from what it and others sent.
///
/// It gets every multicast packet, in its groups or not. Its groups decide which
/// reports are of "groups to which we belong", and which queries it drops for
/// coming too often.
public struct FreeBSDHost: Sendable {
    private struct Membership: Sendable {
        var filter: SourceFilter
        var delay = FreeBSDQueryDelay()
    }

    public let address: IPv4Address
    public private(set) var counters = FreeBSDCounters()
    private var table = GroupTable<Membership>()
    private var querier = FreeBSDQuerier()
    /// For 224.0.0.1, which every host is in.
    private var allSystemsDelay = FreeBSDQueryDelay()
    private var now = Timestamp(nanoseconds: .min)

    /// - Parameter known: groups that it is in and no packet shows.
    public init(address: IPv4Address, known: [IPv4Address] = []) {
        self.address = address
        for group in known where group.isMulticast { table.insert(group, Membership(filter: .anySource)) }
    }

    /// Its groups by address, without 224.0.0.1.
    public var groups: [IPv4Address] { table.entries.map(\.group) }

    /// Joins that there was no room for.
    public var groupOverflow: UInt64 { table.overflow }

    /// The version that it speaks: 1, 2 or 3, by the queries heard.
    public var routerVersion: Int { querier.version(at: now) }

    public mutating func advance(to time: Timestamp) {
        now = max(now, time)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        advance(to: packet.timestamp)
        // What it sent itself comes back to it from no wire.
        if packet.ip.source == address { return observeOwn(packet) }
        guard FreeBSDInput.isDelivered(packet, to: address) else { return }
        let group = packet.message.group ?? .unspecified
        let index = table.index(of: group)
        let query = FreeBSDInput.count(
            packet, into: &counters, isOurGroup: index != nil || group == .allSystems)
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
        guard case .message(let kind) = packet.verdict else { return }
        switch kind {
        case .v1Report, .v2Report:
            counters.sndReports += 1
            if let group = packet.message.group { table.insert(group, Membership(filter: .anySource)) }
        case .leave:
            counters.sndReports += 1
            if let group = packet.message.group { table.remove(group) }
        case .v3Report:
            counters.sndReports += 1
            observeOwnRecords(packet)
        default:
            break
        }
    }

    private mutating func observeOwnRecords(_ packet: borrowing IGMPPacket) {
        guard var records = packet.message.records else { return }
        while let record = try? records.next() {
            guard record.group.isMulticast else { continue }
            if let index = table.index(of: record.group) {
                table[index].filter.apply(record)
                if !table[index].filter.isMember { table.remove(record.group) }
            } else {
                var filter = SourceFilter.nothing
                filter.apply(record)
                if filter.isMember { table.insert(record.group, Membership(filter: filter)) }
            }
        }
    }
}

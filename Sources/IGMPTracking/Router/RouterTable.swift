public import IGMPWire

/// The routers of a link: who queries, who is elected, who else is there.
public struct RouterTable: Sendable {
    /// Every address that queried, by address.
    public private(set) var queriers: [Querier] = []
    /// By address, then kind.
    public private(set) var otherRouters: [OtherRouter] = []
    /// The elected querier, while it is present (RFC 9776 section 6.6.2).
    public private(set) var elected: IPv4Address?
    /// When the elected querier is given up unless it queries again.
    public private(set) var electedUntil = Timestamp(nanoseconds: .max)
    public internal(set) var learned = LearnedValues()
    /// Addresses that found no room.
    public private(set) var overflow: UInt64 = 0

    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Counts a well-formed query, and lets a general one take part in the election.
    ///
    /// The lowest address wins (RFC 9776 section 6.6.2); 0.0.0.0, a snooping
    /// switch's proxy, stays out (RFC 4541 section 2.1.1).
    mutating func query(
        _ query: borrowing MembershipQuery, from source: IPv4Address, mac: MACAddress?, at now: Timestamp
    ) -> ElectionChange? {
        count(query, from: source, mac: mac, at: now)
        var change: ElectionChange?
        if query.asksForEveryGroup, source != .unspecified {
            if elected == nil {
                change = .elected(source)
                elected = source
            } else if let holder = elected, source < holder {
                change = .changed(from: holder, to: source)
                elected = source
            }
        }
        guard source == elected else { return change }
        learned.learn(from: query)
        if query.asksForEveryGroup { electedUntil = now.advanced(by: learned.otherQuerierPresentInterval) }
        return change
    }

    /// Gives up an elected querier that has been silent too long.
    mutating func advance(to now: Timestamp) -> ElectionChange? {
        guard let holder = elected, electedUntil <= now else { return nil }
        elected = nil
        electedUntil = Timestamp(nanoseconds: .max)
        return .lost(holder)
    }

    mutating func other(_ kind: OtherRouter.Kind, from source: IPv4Address, at now: Timestamp) {
        let index = otherRouters.partitionPoint { ($0.address, $0.kind.rawValue) < (source, kind.rawValue) }
        if index < otherRouters.count, otherRouters[index].address == source, otherRouters[index].kind == kind {
            otherRouters[index].lastAt = now
        } else if otherRouters.count < capacity {
            otherRouters.insert(OtherRouter(address: source, kind: kind, lastAt: now), at: index)
        } else {
            overflow += 1
        }
    }

    /// A router said that it routes multicast no more (RFC 4286 section 5).
    mutating func terminate(_ kind: OtherRouter.Kind, from source: IPv4Address) {
        otherRouters.removeAll { $0.address == source && $0.kind == kind }
    }

    private mutating func count(
        _ query: borrowing MembershipQuery, from source: IPv4Address, mac: MACAddress?, at now: Timestamp
    ) {
        let index = queriers.partitionPoint { $0.address < source }
        if index == queriers.count || queriers[index].address != source {
            guard queriers.count < capacity else {
                overflow += 1
                return
            }
            queriers.insert(
                Querier(address: source, mac: mac, version: query.version, firstAt: now, lastAt: now), at: index)
        }
        queriers[index].mac = mac
        queriers[index].version = query.version
        queriers[index].queryCount += 1
        queriers[index].lastAt = now
        if let interval = query.queryInterval { queriers[index].advertisedInterval = interval }
        if query.asksForEveryGroup {
            if let last = queriers[index].lastGeneralAt { queriers[index].measuredInterval.add(now.since(last)) }
            queriers[index].lastGeneralAt = now
        }
    }
}

/// What a query or its absence did to the election.
enum ElectionChange: Hashable {
    case elected(IPv4Address)
    case changed(from: IPv4Address, to: IPv4Address)
    case lost(IPv4Address)
}

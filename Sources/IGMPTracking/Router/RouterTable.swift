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
    /// What the elected querier says, or the one that was elected last.
    public private(set) var learned = LearnedValues()
    public private(set) var history = ElectionHistory()
    /// Who sent the last general query, elected or not.
    public private(set) var lastSpeaker: IPv4Address?
    /// Addresses that were let go for want of room.
    public private(set) var overflow: UInt64 = 0

    private let capacity: Int
    /// The last one elected, given up or not, and its last query.
    private var lastElected: IPv4Address?
    private var electedHeardAt = Timestamp(nanoseconds: .min)

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// What is known of an address that has queried; nil for any other.
    public func querier(_ address: IPv4Address) -> Querier? {
        let index = queriers.partitionPoint { $0.address < address }
        return index < queriers.count && queriers[index].address == address ? queriers[index] : nil
    }

    /// Takes in a well-formed query and lets it take part in the election.
    ///
    /// The lowest address wins, whatever its queries ask for (RFC 9776 section 6.6.2;
    /// RFC 2236 section 7); 0.0.0.0, a snooping switch's proxy, stays out (RFC 4541
    /// section 2.1.1). What the elected one says holds (RFC 9776 sections 4.1.6 and 4.1.7).
    mutating func query(
        _ query: borrowing MembershipQuery, from source: IPv4Address, mac: MACAddress?, at now: Timestamp
    ) -> ElectionChange? {
        let place = hear(query, from: source, mac: mac, at: now)
        if query.asksForEveryGroup { lastSpeaker = source }
        guard source != .unspecified else { return nil }
        if let holder = elected, holder < source {
            queriers[place].noteOutOfTurn(electedHeardAt: electedHeardAt)
            return nil
        }
        var change: ElectionChange?
        if elected != source {
            change = elected.map { .changed(from: $0, to: source) } ?? .elected(source)
            note(elected == nil ? .elected : .preempted, source, at: now)
            elected = source
            lastElected = source
            learned = LearnedValues()
        }
        learned = queriers[place].values
        electedHeardAt = now
        electedUntil = now.advanced(by: learned.otherQuerierPresentInterval)
        return change
    }

    /// Gives up an elected querier that has been silent too long. Whoever is the
    /// lowest of those that query all the same is then the querier.
    mutating func advance(to now: Timestamp) -> ElectionChange? {
        guard let holder = elected, electedUntil <= now else { return nil }
        let lostAt = electedUntil
        let successor = queriers.first {
            $0.address != .unspecified && $0.address != holder && $0.presentUntil > lostAt
        }
        note(successor == nil ? .lost : .succeeded, successor?.address, at: lostAt)
        elected = successor?.address
        guard let successor else {
            electedUntil = Timestamp(nanoseconds: .max)
            return .lost(holder)
        }
        lastElected = successor.address
        learned = successor.values
        electedHeardAt = successor.lastAt
        electedUntil = successor.presentUntil
        return .changed(from: holder, to: successor.address)
    }

    private mutating func note(_ kind: ElectionHistory.Entry.Kind, _ querier: IPv4Address?, at now: Timestamp) {
        history.note(
            ElectionHistory.Entry(
                at: now, kind: kind, querier: querier, previous: lastElected,
                gap: lastElected == nil ? nil : now.since(electedHeardAt),
                otherQuerierPresentInterval: lastElected == nil ? nil : learned.otherQuerierPresentInterval))
    }

    /// A router made itself known by something other than a query.
    mutating func other(_ kind: OtherRouter.Kind, from source: IPv4Address, mac: MACAddress?, at now: Timestamp) {
        let index = otherRouters.partitionPoint { ($0.address, $0.kind.rawValue) < (source, kind.rawValue) }
        if index == otherRouters.count || otherRouters[index].address != source || otherRouters[index].kind != kind {
            otherRouters.insert(OtherRouter(address: source, kind: kind, firstAt: now, lastAt: now), at: index)
        }
        otherRouters[index].mac = mac
        otherRouters[index].messageCount += 1
        otherRouters[index].lastAt = now
        guard otherRouters.count > capacity else { return }
        overflow += 1
        let first = otherRouters.indices.min { otherRouters[$0].lastAt < otherRouters[$1].lastAt }
        if let first { otherRouters.remove(at: first) }
    }

    /// A router said that it routes multicast no more (RFC 4286 section 5).
    mutating func terminate(_ kind: OtherRouter.Kind, from source: IPv4Address) {
        otherRouters.removeAll { $0.address == source && $0.kind == kind }
    }

    /// Returns the querier's place.
    private mutating func hear(
        _ query: borrowing MembershipQuery, from source: IPv4Address, mac: MACAddress?, at now: Timestamp
    ) -> Int {
        var index = queriers.partitionPoint { $0.address < source }
        if index == queriers.count || queriers[index].address != source {
            if queriers.count >= capacity { forgetOldest() }
            index = queriers.partitionPoint { $0.address < source }
            queriers.insert(Querier(address: source, version: query.version, at: now), at: index)
        }
        queriers[index].heard(query, mac: mac, at: now)
        return index
    }

    /// Lets the querier go that was heard longest ago, but for the elected one.
    private mutating func forgetOldest() {
        let others = queriers.indices.filter { queriers[$0].address != elected }
        guard let oldest = others.min(by: { queriers[$0].lastAt < queriers[$1].lastAt }) else { return }
        queriers.remove(at: oldest)
        overflow += 1
    }
}

/// What a query or its absence did to the election.
enum ElectionChange: Hashable {
    case elected(IPv4Address)
    case changed(from: IPv4Address, to: IPv4Address)
    case lost(IPv4Address)
}

import IGMPWire

/// A multicast router on a link that hears everything and never queries itself, as
/// RFC 9776, RFC 2236 and RFC 4604 have it: dictionaries, sets, and whole milliseconds;
/// slow, plain, and sharing nothing with the tracker that it is there to check.
struct RouterModel {
    /// A query as it was sent, all spans in milliseconds.
    struct Query {
        var version: Int
        var group: IPv4Address
        var sources: Set<UInt32> = []
        var maxResponse: Int
        /// Only in version 3.
        var suppress = false
        var robustness = 0
        var interval = 0
    }

    /// What one querier has said, nil for what it never did (sections 4.1.1, 4.1.6 and 4.1.7).
    struct Said {
        var robustness: Int?
        var interval: Int?
        var maxResponse: Int?

        var robustnessInForce: Int { robustness ?? 2 }
        var intervalInForce: Int { interval ?? 125_000 }
        var maxResponseInForce: Int { maxResponse ?? 10_000 }
        /// Section 8.4.
        var groupMembershipInterval: Int { robustnessInForce * intervalInForce + 2 * maxResponseInForce }
        /// Section 8.5.
        var otherQuerierPresentInterval: Int { robustnessInForce * intervalInForce + maxResponseInForce / 2 }
        /// Section 8.13.
        var olderHostPresentInterval: Int { robustnessInForce * intervalInForce + maxResponseInForce }
    }

    struct Querier {
        var said = Said()
        var lastHeard: Int
        var presentUntil: Int { lastHeard + said.otherQuerierPresentInterval }
    }

    struct Group {
        var filter = RouterFilterModel()
        var v1HostUntil = Int.min
        var v2HostUntil = Int.min

        func version(at now: Int) -> Int { v1HostUntil > now ? 1 : v2HostUntil > now ? 2 : 3 }
        var isForwarding: Bool { filter.isExclude || !filter.timers.isEmpty }
    }

    private(set) var now = 0
    private(set) var groups: [IPv4Address: Group] = [:]
    private(set) var queriers: [IPv4Address: Querier] = [:]
    private(set) var elected: IPv4Address?
    /// What the elected querier said, or the last one that was.
    private(set) var inForce = Said()
    /// Instead of the interval of section 8.4.
    var membershipInterval: Int?

    private var membership: Int { membershipInterval ?? inForce.groupMembershipInterval }

    /// 224.0.0.0/24 is never queried for and always forwarded.
    static func isLocal(_ group: IPv4Address) -> Bool { group.rawValue >> 8 == 0xE00000 }
    /// 232.0.0.0/8 (RFC 4607 section 1).
    static func isSourceSpecific(_ group: IPv4Address) -> Bool { group.rawValue >> 24 == 232 }

    /// Lets time pass, in which timers run out (sections 6.3, 6.5 and 6.6.2).
    mutating func advance(to time: Int) {
        now = time
        for group in Array(groups.keys) { expire(group) }
        while let holder = elected, let until = queriers[holder]?.presentUntil, until <= now {
            let others = queriers.filter { $0.key != holder && $0.key.rawValue != 0 && $0.value.presentUntil > until }
            elected = others.keys.min()
            if let elected, let said = others[elected]?.said { inForce = said }
        }
    }

    /// A query from an address that may query, sent to where its scope belongs.
    mutating func hear(_ query: Query, from source: IPv4Address) {
        elect(query, source)
        guard query.group.rawValue != 0, query.version > 1, !Self.isLocal(query.group), !query.suppress else { return }
        // Section 6.6.1: the timers are lowered to the Last Member Query Time.
        let deadline = now + inForce.robustnessInForce * query.maxResponse
        if query.sources.isEmpty {
            groups[query.group]?.filter.lowerGroupTimer(to: deadline)
        } else {
            groups[query.group]?.filter.lowerSourceTimers(query.sources, to: deadline)
        }
        expire(query.group)
    }

    /// What nothing is left of is deleted, with its compatibility mode (section 6.5).
    private mutating func expire(_ group: IPv4Address) {
        groups[group]?.filter.expire(now: now)
        if groups[group]?.isForwarding == false { groups[group] = nil }
    }

    /// Section 6.6.2: the lowest address that queries; 0.0.0.0 stays out.
    private mutating func elect(_ query: Query, _ source: IPv4Address) {
        var querier = queriers[source] ?? Querier(lastHeard: now)
        querier.lastHeard = now
        // A version 1 query is a general one whatever its group says.
        if query.group.rawValue == 0 || query.version == 1 { querier.said.maxResponse = query.maxResponse }
        if query.version == 3 {
            querier.said.robustness = query.robustness == 0 ? nil : query.robustness
            querier.said.interval = query.interval == 0 ? nil : query.interval
        }
        queriers[source] = querier
        guard source.rawValue != 0 else { return }
        if let holder = elected, holder < source { return }
        elected = source
        inForce = querier.said
    }

    /// A version 1 or 2 report: IS_EX({}), and a host of that version is there (section
    /// 7.3.2). In the source-specific range it is ignored (RFC 4604 section 2.2.1).
    mutating func hearReport(version: Int, _ group: IPv4Address) {
        guard !Self.isLocal(group), !Self.isSourceSpecific(group) else { return }
        let present = now + inForce.olderHostPresentInterval
        if version == 1 {
            groups[group, default: Group()].v1HostUntil = present
        } else {
            groups[group, default: Group()].v2HostUntil = present
        }
        let interval = membership
        groups[group]?.filter.hear(.isEx, [], now: now, membershipInterval: interval)
    }

    /// A leave is TO_IN({}) (section 7.3.2), which changes no timer of its own.
    mutating func hearLeave(_ group: IPv4Address) {
        hear(.toIn, group, [])
    }

    /// A group record, in the group's compatibility mode (section 7.3.2).
    mutating func hear(_ record: RouterFilterModel.Record, _ group: IPv4Address, _ sources: Set<UInt32>) {
        guard !Self.isLocal(group) else { return }
        let version = groups[group]?.version(at: now) ?? 3
        var sources = sources
        switch record {
        case .block where version < 3: return
        case .toIn where version == 1: return
        case .toEx where version < 3: sources = []
        default: break
        }
        // EXCLUDE means nothing in the source-specific range (RFC 4604 section 2.2.1).
        if Self.isSourceSpecific(group), record == .isEx || record == .toEx { return }
        let interval = membership
        groups[group, default: Group()].filter.hear(record, sources, now: now, membershipInterval: interval)
        expire(group)
    }

    /// When the next timer of any kind runs out; nil when none runs.
    var nextDeadline: Int? {
        var deadlines = groups.values.flatMap { group in
            Array(group.filter.timers.values) + (group.filter.isExclude ? [group.filter.groupTimer] : [])
                + [group.v1HostUntil, group.v2HostUntil]
        }
        if let elected, let until = queriers[elected]?.presentUntil { deadlines.append(until) }
        return deadlines.filter { $0 > now }.min()
    }
}

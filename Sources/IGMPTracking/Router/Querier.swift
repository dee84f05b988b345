public import IGMPWire

/// An address that has sent queries on a link.
public struct Querier: Hashable, Sendable {
    public let address: IPv4Address
    /// Of its last query; nil where the link layer has none.
    public private(set) var mac: MACAddress?
    /// Of its last query: 1, 2 or 3.
    public private(set) var version: Int
    public private(set) var versionChanges = VersionChanges()
    /// Well-formed queries of any scope, and those for every group.
    public private(set) var queryCount: UInt64 = 0
    public private(set) var generalCount: UInt64 = 0
    public let firstAt: Timestamp
    public private(set) var lastAt: Timestamp
    /// What its own queries say.
    public private(set) var values = LearnedValues()
    /// The Query Interval that its last version 3 query announced.
    public private(set) var advertisedInterval: Interval?
    /// The robustness that it announced: 0 where the variable is above 7.
    public private(set) var advertisedRobustness: Int?
    /// The times between its general queries.
    public private(set) var measuredInterval = Spread()
    /// When its last general query was seen; nil before the first.
    public private(set) var lastGeneralAt: Timestamp?
    /// When it began to query, or began again after it had been given up.
    public private(set) var speakingSince: Timestamp
    /// Its queries after a lower address, which was elected, had queried in its
    /// hearing: a router sends none then (RFC 9776 section 6.6.2).
    public private(set) var outOfTurnCount: UInt64 = 0
    public private(set) var lastOutOfTurnAt: Timestamp?

    init(address: IPv4Address, version: Int, at now: Timestamp) {
        self.address = address
        self.version = version
        firstAt = now
        lastAt = now
        speakingSince = now
    }

    /// When it is given up unless it queries again: the Other Querier Present
    /// Interval after its last query, by its own values (RFC 9776 section 8.5).
    public var presentUntil: Timestamp { lastAt.advanced(by: values.otherQuerierPresentInterval) }

    /// Takes in one of its queries.
    mutating func heard(_ query: borrowing MembershipQuery, mac: MACAddress?, at now: Timestamp) {
        if presentUntil <= now { speakingSince = now }
        self.mac = mac
        if version != query.version {
            versionChanges.note(from: version, at: now)
            version = query.version
        }
        queryCount += 1
        lastAt = now
        values.learn(from: query)
        if let interval = query.queryInterval { advertisedInterval = interval }
        if let robustness = query.robustness { advertisedRobustness = robustness }
        if query.asksForEveryGroup {
            generalCount += 1
            if let lastGeneralAt { measuredInterval.add(now.since(lastGeneralAt)) }
            lastGeneralAt = now
        }
    }

    /// Counts its last query as one out of turn, where it has heard the elected one.
    mutating func noteOutOfTurn(electedHeardAt: Timestamp) {
        guard electedHeardAt > speakingSince else { return }
        outOfTurnCount += 1
        lastOutOfTurnAt = lastAt
    }
}

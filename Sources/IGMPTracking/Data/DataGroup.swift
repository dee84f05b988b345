import IGMPWire

/// The traffic of one group, and what it has to do with its members.
struct DataGroup {
    let address: IPv4Address
    var tally = DataTally()
    /// How many packets no member wanted, and the place of the source of the last of them; `.max` for none.
    var unwanted: UInt64 = 0
    var unwantedSource = UInt32.max
    /// When a packet or a change of its members was last seen.
    var lastHeardAt: Timestamp
    /// Whether this place is taken.
    var isKept = true

    // Members, as far as seen.
    var members: UInt32 = 0
    /// Counts the spans of time in which there were members.
    var span: UInt32 = 0
    /// When there was last a packet that somebody wanted, or when the span began.
    var servedAt = Timestamp(nanoseconds: .min)
    /// The largest gap between two such packets of the span.
    var largestGap = Interval(nanoseconds: 0)
    var hasPacketInSpan = false
    /// The deadline under which it stands in the queue of those that may be without traffic.
    var armedFor = Timestamp(nanoseconds: .max)
    /// Whether it is left out of that queue because nothing was seen of any group.
    var isParked = false

    var joins = DataJoins()
    /// The first member's join, as long as no packet has come; `.min` otherwise.
    var joinedAt = Timestamp(nanoseconds: .min)
    var joiner = IPv4Address.unspecified

    var leaves = DataLeaves()
    /// The last member's leave, as long as the traffic has not stopped; `.min` otherwise.
    var leftAt = Timestamp(nanoseconds: .min)
    var leaver = IPv4Address.unspecified
    /// The last packet since then; `.min` for none.
    var lastSinceLeave = Timestamp(nanoseconds: .min)

    /// The place of the source of the last packet that counts for ``overlap``; `.max` for none.
    var lastSource = UInt32.max
    var lastSourceAt = Timestamp(nanoseconds: .min)
    /// Since when two sources have been sending at the same time, and when that last showed.
    var overlapSince = Timestamp(nanoseconds: .max)
    var overlapAt = Timestamp(nanoseconds: .min)

    init(_ address: IPv4Address, at time: Timestamp) {
        self.address = address
        lastHeardAt = time
    }

    /// After so long without a packet the traffic of before has stopped: longer than a
    /// gap in a stream, and twice as long as any gap since the first member joined.
    var silence: Interval {
        Interval(nanoseconds: max(DataSource.streamGap.nanoseconds, largestGap.nanoseconds &* 2))
    }

    /// What came of the last member's leave, when it is `now`; nil when there is none to be judged.
    func leaveOutcome(at now: Timestamp) -> DataLeaves.Outcome? {
        guard leftAt.nanoseconds != .min else { return nil }
        guard lastSinceLeave.nanoseconds != .min else { return .withoutPacket }
        return now.since(lastSinceLeave) > silence ? .stopped(after: lastSinceLeave.since(leftAt)) : .stillFlowing
    }
}

/// What came of the joins of the first member of a group.
struct DataJoins {
    var count: UInt64 = 0
    /// While packets of the group were passing already.
    var alreadyFlowing: UInt64 = 0
    /// Those of which the members left before a packet came.
    var withoutPacket: UInt64 = 0
    /// From the join to the first packet.
    var toFirstPacket = DelaySummary()

    mutating func add(_ other: DataJoins) {
        count &+= other.count
        alreadyFlowing &+= other.alreadyFlowing
        withoutPacket &+= other.withoutPacket
        toFirstPacket.add(other.toFirstPacket)
    }
}

/// What came of the leaves of the last member of a group.
struct DataLeaves {
    enum Outcome: Hashable {
        case stopped(after: Interval)
        case withoutPacket
        case stillFlowing
    }

    var count: UInt64 = 0
    /// Those that no packet followed.
    var withoutPacket: UInt64 = 0
    /// Those after which packets were still passing when somebody joined again, or at the end.
    var stillFlowing: UInt64 = 0
    /// From the leave to the last packet.
    var toLastPacket = DelaySummary()

    mutating func add(_ outcome: Outcome) {
        switch outcome {
        case .stopped(let delay): toLastPacket.add(delay)
        case .withoutPacket: withoutPacket &+= 1
        case .stillFlowing: stillFlowing &+= 1
        }
    }

    mutating func add(_ other: DataLeaves) {
        count &+= other.count
        withoutPacket &+= other.withoutPacket
        stillFlowing &+= other.stillFlowing
        toLastPacket.add(other.toLastPacket)
    }
}

public import IGMPWire

/// The groups' own traffic on one link: how much of it, from whom, and whether it comes
/// when members join and stops when they leave.
///
/// Packets and changes go in in the order of their times. A packet costs one look-up,
/// however many groups and sources there are.
public struct DataTraffic: ~Copyable {
    /// All packets that count, those of 224.0.0.0/24 too.
    public private(set) var tally = DataTally()
    /// How many of them are fragments of datagrams.
    private(set) var fragments: UInt64 = 0
    /// Packets that a kernel would drop; they count nowhere else.
    private(set) var badHeaders: UInt64 = 0
    /// Packets of which the snapshot length cut the header; they count nowhere else.
    private(set) var unverifiable: UInt64 = 0
    /// How many packets no member wanted, as far as members were seen.
    private(set) var withoutMember: UInt64 = 0
    /// When the next group may turn out to be without traffic, see ``takeDue()``.
    public internal(set) var nextDeadline = Timestamp(nanoseconds: .max)

    /// The latest packet time.
    var now = Timestamp(nanoseconds: .min)
    var groups = Slab<DataGroup>()
    var sources = Slab<DataSource>()
    var freeGroups = Slab<UInt32>()
    var freeSources = Slab<UInt32>()
    var groupIndex: IndexTable<UInt32>
    /// By group and source.
    var sourceIndex: IndexTable<UInt64>
    let usage: DataUsage
    /// Of the delays that all links keep one by one.
    let delays: TrackerUsage

    /// Of groups that were let go.
    var forgottenJoins = DataJoins()
    var forgottenLeaves = DataLeaves()
    var toFirstPacket: MeasuredDelays
    var toLastPacket: MeasuredDelays
    var timers = TimerQueue()
    /// How long members wait for traffic before it is told.
    let patience: Interval
    /// How many groups stand in no queue until something is seen of any group again.
    var parkedCount = 0
    /// When something was last seen of any group.
    var lastSeenAt = Timestamp(nanoseconds: .min)
    /// How often members or groups changed.
    var changeCount: UInt64 = 0

    /// - Parameters:
    ///   - patience: how long members wait for traffic before ``takeDue()`` tells of it.
    ///   - usage: of the limits, shared with other links.
    ///   - delays: of the limits of delays that are kept one by one, shared likewise.
    ///   - seed: for the hash tables; a random number wherever packets come from strangers.
    public init(
        patience: Interval, sharing usage: DataUsage, delays: TrackerUsage,
        seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.patience = patience
        self.usage = usage
        self.delays = delays
        groupIndex = IndexTable(seed: seed)
        sourceIndex = IndexTable(seed: seed)
        toFirstPacket = MeasuredDelays(capacity: delays.limits.delaySamplesOfKind, sharing: delays)
        toLastPacket = MeasuredDelays(capacity: delays.limits.delaySamplesOfKind, sharing: delays)
    }

    /// For how long something goes on that may be wrong.
    public struct Spans: Hashable, Sendable {
        /// The source streams without a member.
        public var withoutMember = Interval(nanoseconds: 0)
        /// The source and another one stream to the group at the same time.
        public var overlap = Interval(nanoseconds: 0)
        /// That other one.
        public var other = IPv4Address.unspecified
    }

    /// Takes in a packet. The tracker has run up to its time, and what changed by that was told.
    public mutating func observe(_ packet: borrowing DataPacket, _ tracker: borrowing LinkTracker) -> Spans {
        if packet.timestamp > now { now = packet.timestamp }
        var spans = Spans()
        switch packet.verdict {
        case .good: break
        case .badIPHeader:
            badHeaders &+= 1
            return spans
        case .unverifiable:
            unverifiable &+= 1
            return spans
        }
        let length = packet.ip.totalLength
        tally.add(length: length, at: now)
        if packet.ip.isFragment { fragments &+= 1 }
        let address = packet.ip.destination
        let source = place(of: packet.ip.source, to: address)
        let group = Int(sources[source].group)
        let lastAt = sources[source].lastAt
        sources[source].tally.add(length: length, at: now)
        groups[group].tally.add(length: length, at: now)
        groups[group].lastHeardAt = now
        // What is in 224.0.0.0/24 is forwarded to everybody (RFC 4541 section 2.1.2).
        guard !address.isLocalGroup else { return spans }
        lastSeenAt = now
        if parkedCount > 0 { armParked() }
        let isWanted = isWanted(source, of: group, tracker)
        if isWanted {
            sources[source].unwantedSince = Timestamp(nanoseconds: .max)
            sources[source].wantedInSpan = groups[group].span
            serve(group)
        } else {
            withoutMember &+= 1
            groups[group].unwanted &+= 1
            groups[group].unwantedSource = UInt32(source)
            sources[source].unwanted &+= 1
            let isNew = sources[source].unwantedSince.nanoseconds == .max
            if isNew || now.since(lastAt) > DataSource.streamGap { sources[source].unwantedSince = now }
            spans.withoutMember = now.since(sources[source].unwantedSince)
        }
        if groups[group].leftAt.nanoseconds != .min, sources[source].wantedInSpan == groups[group].span {
            noteAfterLeave(group)
        }
        if !address.isSourceSpecificGroup, isWanted || groups[group].members == 0 {
            noteOverlap(of: source, group, lastAt: lastAt, &spans)
        }
        return spans
    }

    /// Begins ``Spans/withoutMember`` of a source anew, since it was told.
    public mutating func restartWithoutMember(of source: IPv4Address, to group: IPv4Address) {
        if let place = sourceIndex[Self.key(source, group)] { sources[Int(place)].unwantedSince = now }
    }

    /// Begins ``Spans/overlap`` of a group anew, since it was told.
    public mutating func restartOverlap(of group: IPv4Address) {
        if let place = groupIndex[group.rawValue] { groups[Int(place)].overlapSince = now }
    }

    /// How many packets of a source no member wanted.
    public func packetsWithoutMember(of source: IPv4Address, to group: IPv4Address) -> UInt64 {
        sourceIndex[Self.key(source, group)].map { sources[Int($0)].unwanted } ?? 0
    }

    /// Whether somebody wants the packets of a source; looked up again only where something
    /// may have changed.
    @inline(__always)
    private mutating func isWanted(_ source: Int, of group: Int, _ tracker: borrowing LinkTracker) -> Bool {
        let asOf = tracker.counts.packets &+ changeCount
        if sources[source].isWantedAsOf == asOf, now < sources[source].isWantedUntil { return sources[source].isWanted }
        sources[source].isWantedAsOf = asOf
        let (isWanted, until) = tracker.demand(for: groups[group].address, from: sources[source].address)
        sources[source].isWanted = isWanted
        sources[source].isWantedUntil = until
        return isWanted
    }

    /// Takes in a packet that somebody wants.
    @inline(__always)
    private mutating func serve(_ group: Int) {
        if groups[group].members > 0 {
            if groups[group].joinedAt.nanoseconds != .min { endWait(of: group) }
            if groups[group].hasPacketInSpan {
                groups[group].largestGap = max(groups[group].largestGap, now.since(groups[group].servedAt))
            }
            groups[group].hasPacketInSpan = true
            if groups[group].armedFor.nanoseconds == .max { arm(group, at: now.advanced(by: patience)) }
        }
        groups[group].servedAt = now
    }

    /// Notes whether another source of the group sends at the same time: where the last
    /// packet was another's, and both have sent within the gap of a stream.
    @inline(__always)
    private mutating func noteOverlap(of source: Int, _ group: Int, lastAt: Timestamp, _ spans: inout Spans) {
        let last = groups[group].lastSource
        if last != UInt32(source) {
            groups[group].lastSource = UInt32(source)
            let isOverlap =
                last != .max && now.since(groups[group].lastSourceAt) <= DataSource.streamGap
                && now.since(lastAt) <= DataSource.streamGap
            if isOverlap {
                if now.since(groups[group].overlapAt) > DataSource.streamGap { groups[group].overlapSince = now }
                groups[group].overlapAt = now
                spans.overlap = now.since(groups[group].overlapSince)
                spans.other = sources[Int(last)].address
            }
        }
        groups[group].lastSourceAt = now
    }
}

public import IGMPWire

/// What came of the joins of the first members of groups.
public struct DataJoinSnapshot: Sendable {
    public let count: UInt64
    /// While packets of the group were passing already.
    public let alreadyFlowing: UInt64
    /// Those that no packet has followed as long as there were members.
    public let withoutPacket: UInt64
    /// From the join to the first packet that somebody wanted.
    public let toFirstPacket: DelayDistribution
}

/// What came of the leaves of the last members of groups.
public struct DataLeaveSnapshot: Sendable {
    public let count: UInt64
    /// Those that no packet followed.
    public let withoutPacket: UInt64
    /// Those after which packets were still passing when somebody joined again, or now.
    public let stillFlowing: UInt64
    /// From the leave to the last packet of the traffic that members wanted before.
    public let toLastPacket: DelayDistribution
}

/// One source of a group's traffic at one moment.
public struct DataSourceSnapshot: Sendable {
    public let address: IPv4Address
    public let tally: DataTally
    /// How many of its packets no member wanted.
    public let withoutMember: UInt64
}

/// The traffic of a group at one moment.
public struct DataGroupSnapshot: Sendable {
    public let address: IPv4Address
    public let tally: DataTally
    /// How many of its packets no member wanted.
    public let withoutMember: UInt64
    public let joins: DataJoinSnapshot
    public let leaves: DataLeaveSnapshot
    /// By address; those that were let go are left out.
    public let sources: [DataSourceSnapshot]
}

/// The traffic of a link at one moment.
public struct DataSnapshot: Sendable {
    /// All packets that count, those of 224.0.0.0/24 too.
    public let tally: DataTally
    /// How many of them no member wanted, as far as members were seen.
    public let withoutMember: UInt64
    /// How many of them are fragments of datagrams.
    public let fragments: UInt64
    /// Packets that a kernel would drop, and those whose header the snapshot length cut.
    public let badHeaders: UInt64
    public let unverifiable: UInt64
    public let joins: DataJoinSnapshot
    public let leaves: DataLeaveSnapshot
    /// By address: all that traffic was seen of, or members.
    public let groups: [DataGroupSnapshot]

    /// What was seen of a group; nil for nothing.
    public subscript(group: IPv4Address) -> DataGroupSnapshot? {
        let place = groups.partitionPoint { $0.address < group }
        return place < groups.count && groups[place].address == group ? groups[place] : nil
    }
}

extension DataTraffic {
    /// The traffic as it is at `time`, up to which everything has been told.
    public func snapshot(at time: Timestamp) -> DataSnapshot {
        let now = max(now, time)
        var joins = forgottenJoins
        var leaves = forgottenLeaves
        var stops = toLastPacket.kept
        var settled: [Int: (DataJoins, DataLeaves)] = [:]
        for place in groups.indices where groups[place].isKept {
            var (ofGroup, afterGroup) = (groups[place].joins, groups[place].leaves)
            if groups[place].joinedAt.nanoseconds != .min { ofGroup.withoutPacket &+= 1 }
            if let outcome = groups[place].leaveOutcome(at: now) {
                afterGroup.add(outcome)
                if case .stopped(let delay) = outcome {
                    stops.append(DelaySample(delay: delay, host: groups[place].leaver, group: groups[place].address))
                }
            }
            joins.add(ofGroup)
            leaves.add(afterGroup)
            settled[place] = (ofGroup, afterGroup)
        }
        let starts = toFirstPacket.places
        let waits = DelaysByAddress(starts, by: { $0.group }, in: { toFirstPacket[$0] })
        let byDelay = stops.order(byNumber: \.rank)
        let ends = DelaysByAddress(byDelay, by: { $0.group }, in: { stops[Int($0)] })
        var sourcesOf: [Int: [DataSourceSnapshot]] = [:]
        for place in sources.indices where sources[place].isKept {
            let source = sources[place]
            sourcesOf[Int(source.group), default: []].append(
                DataSourceSnapshot(address: source.address, tally: source.tally, withoutMember: source.unwanted))
        }
        let order = groups.indices.filter { groups[$0].isKept }.sorted { groups[$0].address < groups[$1].address }
        return DataSnapshot(
            tally: tally, withoutMember: withoutMember, fragments: fragments, badHeaders: badHeaders,
            unverifiable: unverifiable,
            joins: Self.snapshot(joins, kept: starts.map { toFirstPacket[$0].delay }),
            leaves: Self.snapshot(leaves, kept: byDelay.map { stops[Int($0)].delay }),
            groups: order.map { place in
                let address = groups[place].address
                let (joins, leaves) = settled[place] ?? (DataJoins(), DataLeaves())
                return DataGroupSnapshot(
                    address: address, tally: groups[place].tally, withoutMember: groups[place].unwanted,
                    joins: Self.snapshot(joins, kept: waits.delays(of: address) { toFirstPacket[$0] }),
                    leaves: Self.snapshot(leaves, kept: ends.delays(of: address) { stops[Int($0)] }),
                    sources: sourcesOf[place, default: []].sorted { $0.address < $1.address })
            })
    }

    private static func snapshot(
        _ joins: DataJoins, kept: [Interval]
    ) -> DataJoinSnapshot {
        DataJoinSnapshot(
            count: joins.count, alreadyFlowing: joins.alreadyFlowing, withoutPacket: joins.withoutPacket,
            toFirstPacket: DelayDistribution(joins.toFirstPacket, kept: kept))
    }

    private static func snapshot(
        _ leaves: DataLeaves, kept: [Interval]
    ) -> DataLeaveSnapshot {
        DataLeaveSnapshot(
            count: leaves.count, withoutPacket: leaves.withoutPacket, stillFlowing: leaves.stillFlowing,
            toLastPacket: DelayDistribution(leaves.toLastPacket, kept: kept))
    }
}

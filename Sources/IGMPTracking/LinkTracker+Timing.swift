public import IGMPWire

/// A host as it is at one moment.
public struct HostSnapshot: Sendable {
    public let address: IPv4Address
    public let mac: MACAddress?
    /// Of its last report or leave: 1, 2 or 3; nil for one that was only told of.
    public let version: Int?
    /// In how many groups it is.
    public let groupCount: Int
    /// Its answers to queries.
    public let answers: AnswerSnapshot
}

/// What is measured of a group.
public struct GroupTimingSnapshot: Sendable {
    /// Its members' answers to queries, former members' too.
    public let answers: AnswerSnapshot
}

/// Reading what is measured, at the time that ``advance(to:)`` has reached.
extension LinkTracker {
    /// What is measured of the link. It looks at every membership.
    public func timingSnapshot() -> TimingSnapshot { TimingSnapshot(self) }

    /// Calls `body` with every host that is or was a member, as long as it is not
    /// forgotten, by address.
    public func forEachHost<Failure: Error>(
        _ timing: TimingSnapshot, _ body: (HostSnapshot) throws(Failure) -> Void
    ) throws(Failure) {
        var order: [Int] = []
        order.reserveCapacity(hostIndex.count)
        for place in hosts.indices where hostIndex[UInt64(hosts[place].address.rawValue)] == UInt32(place) {
            order.append(place)
        }
        order.sort { hosts[$0].address < hosts[$1].address }
        for place in order {
            let host = hosts[place]
            var counts = hostTimings[place].answers
            counts.missing &+= timing.missing.ofHosts[place]
            try body(
                HostSnapshot(
                    address: host.address, mac: host.mac, version: host.version == 0 ? nil : Int(host.version),
                    groupCount: Int(host.memberCount),
                    answers: AnswerSnapshot(counts, kept: timing.answersByHost[host.address])))
        }
    }

    /// What is measured of a group, since it was first heard of.
    public func timing(of group: GroupSnapshot, _ timing: TimingSnapshot) -> GroupTimingSnapshot {
        var counts = groupTimings[Int(groups[Int(group.index)].timing)].answers
        counts.missing &+= timing.missing.ofGroups[Int(group.index)]
        return GroupTimingSnapshot(answers: AnswerSnapshot(counts, kept: timing.answersByGroup[group.address]))
    }

    /// The answers of one host so far; without those that its groups still owe and
    /// that will be counted when it is heard again. Nil for a host that is not known.
    public func answerCounts(of host: IPv4Address) -> AnswerCounts? {
        hostIndex[UInt64(host.rawValue)].map { hostTimings[Int($0)].answers }
    }
}

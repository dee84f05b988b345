public import IGMPWire

/// A host as it is at one moment.
public struct HostSnapshot: Sendable {
    public let address: IPv4Address
    public let mac: MACAddress?
    /// Of its last report: 1, 2 or 3; nil for one that was only told of.
    public let version: Int?
    /// In how many groups it is.
    public let groupCount: Int
    /// Its answers to queries.
    public let answers: AnswerSnapshot
    public let stateChanges: StateChangeCounts
}

/// What is measured of a group, over all its time.
public struct GroupTimingSnapshot: Sendable {
    public let group: IPv4Address
    /// Its members' answers to queries, former members' too.
    public let answers: AnswerSnapshot
    public let leaves: LeaveSnapshot
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
        for place in hosts.indices where hostIndex[hosts[place].address.rawValue] == UInt32(place) {
            order.append(place)
        }
        order.sort { hosts[$0].address < hosts[$1].address }
        for place in order {
            let host = hosts[place]
            var answers = hostTimings[place].answers
            answers.missing &+= timing.unsettled.missingOfHosts[place]
            var stateChanges = hostTimings[place].stateChanges
            stateChanges.belowRobustness &+= timing.unsettled.shortOfHosts[place]
            try body(
                HostSnapshot(
                    address: host.address, mac: host.mac, version: host.version == 0 ? nil : Int(host.version),
                    groupCount: Int(host.memberCount),
                    answers: AnswerSnapshot(
                        answers, kept: timing.answersByHost.delays(of: host.address) { self.timing.answers[$0] }),
                    stateChanges: stateChanges))
        }
    }

    /// What is measured of a group that is there.
    public func timing(of group: GroupSnapshot, _ timing: TimingSnapshot) -> GroupTimingSnapshot {
        let place = Int(group.index)
        return groupTiming(
            group.address, groupTimings[Int(groups[place].timing)],
            missing: timing.unsettled.missingOfGroups[place], timing)
    }

    /// Calls `body` with what is measured of every group that is not there any more, by address.
    public func forEachFormerGroup<Failure: Error>(
        _ timing: TimingSnapshot, _ body: (GroupTimingSnapshot) throws(Failure) -> Void
    ) throws(Failure) {
        let places = groupTimings.indices.filter {
            groupTimings[$0].isKept && groupIndex[groupTimings[$0].address.rawValue] == nil
        }
        for place in places.sorted(by: { groupTimings[$0].address < groupTimings[$1].address }) {
            try body(groupTiming(groupTimings[place].address, groupTimings[place], missing: 0, timing))
        }
    }

    private func groupTiming(
        _ address: IPv4Address, _ measured: GroupTiming, missing: UInt64, _ timing: TimingSnapshot
    ) -> GroupTimingSnapshot {
        var answers = measured.answers
        answers.missing &+= missing
        return GroupTimingSnapshot(
            group: address,
            answers: AnswerSnapshot(
                answers, kept: timing.answersByGroup.delays(of: address) { self.timing.answers[$0] }),
            leaves: LeaveSnapshot(
                count: measured.leaves.count, unasked: measured.leaves.unasked(at: now),
                toQuery: DelayDistribution(
                    measured.leaves.toQuery,
                    kept: timing.toQueryByGroup.delays(of: address) { self.timing.leaves.toQuery[$0] }),
                latency: DelayDistribution(
                    measured.leaves.latency,
                    kept: timing.latencyByGroup.delays(of: address) { self.timing.leaves.latency[$0] })))
    }

    /// The answers of one host so far; without those that its groups still owe and
    /// that will be counted when it is heard again. Nil for a host that is not known.
    public func answerCounts(of host: IPv4Address) -> AnswerCounts? {
        hostIndex[host.rawValue].map { hostTimings[Int($0)].answers }
    }
}

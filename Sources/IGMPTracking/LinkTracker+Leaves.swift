import IGMPWire

/// What follows when members leave: the querier's specific queries, and the end of
/// forwarding.
extension LinkTracker {
    /// A host says for the first time that it wants nothing of the group any more.
    mutating func timeLeave(of group: UInt32, by host: IPv4Address) {
        let place = Int(group)
        guard !groups[place].isLocal, groups[place].filter.isForwarding else { return }
        let index = Int(groups[place].timing)
        if groupTimings[index].leaves.giveUp(at: now) { timing.leaves.countUnasked() }
        groupTimings[index].leaves.count &+= 1
        timing.leaves.countLeave()
        groupTimings[index].leaves.leave(by: host, at: now)
        if groups[place].leftAt == nil {
            groups[place].leftAt = now
            groups[place].leaver = host
        }
    }

    /// A specific query of the group was seen, of any kind and by whomever.
    mutating func timeSpecificQuery(of group: UInt32, lastMemberQueryTime: Interval) {
        let index = Int(groups[Int(group)].timing)
        let address = groups[Int(group)].address
        if groupTimings[index].leaves.giveUp(at: now) { timing.leaves.countUnasked() }
        let last = groupTimings[index].leaves.lastQueryAt
        let delay = groupTimings[index].leaves.query(at: now, lastMemberQueryTime: lastMemberQueryTime)
        let position = groupTimings[index].leaves.position
        timing.leaves.countQuery(position)
        if let delay {
            timing.leaves.toQuery.add(delay, host: groupTimings[index].leaves.leaver, group: address)
        } else if position > 1 {
            timing.leaves.querySpacing.add(now.since(last), host: .unspecified, group: address)
        } else {
            timing.leaves.countUnprovokedSeries()
        }
    }

    /// Nothing of the group is forwarded any more.
    mutating func timeEnd(of group: UInt32) {
        guard let leftAt = groups[Int(group)].leftAt else { return }
        groups[Int(group)].leftAt = nil
        let latency = now.since(leftAt)
        groupTimings[Int(groups[Int(group)].timing)].leaves.latency.add(latency)
        timing.leaves.latency.add(latency, host: groups[Int(group)].leaver, group: groups[Int(group)].address)
    }
}

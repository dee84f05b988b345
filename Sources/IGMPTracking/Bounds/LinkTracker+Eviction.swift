import IGMPWire

/// Letting go what was heard longest ago, between packets.
extension LinkTracker {
    /// Offers the time at which each entry was last heard.
    func collectTimes(of table: TrackerTable, into sample: inout TimeSample) {
        switch table {
        case .groups:
            for place in groups.indices where groups[place].isKept { sample.offer(groups[place].lastHeardAt) }
        case .hosts:
            let heard = timesOfHosts()
            for place in hosts.indices where hosts[place].memberCount > 0 { sample.offer(heard[place]) }
        case .members:
            for place in members.indices where members[place].isKept { sample.offer(members[place].lastReportAt) }
        case .groupSources:
            for place in groups.indices where groups[place].isKept {
                groups[place].filter.forEachDeadline { sample.offer($0) }
            }
        case .memberSources:
            for place in members.indices where members[place].isKept && members[place].sources.count > 0 {
                sample.offer(members[place].lastReportAt)
            }
        case .groupTimings: groupTimings.collectTimes(into: &sample)
        }
    }

    /// Lets go what was last heard at `moment` or before, as far as it takes for
    /// `count` entries. Returns how many went.
    mutating func evict(_ table: TrackerTable, heardUntil moment: Timestamp, atMost count: Int) -> Int {
        switch table {
        case .groups: evictGroups(heardUntil: moment, atMost: count)
        case .hosts: evictHosts(heardUntil: moment, atMost: count)
        case .members: evictMembers(heardUntil: moment, atMost: count)
        case .groupSources: evictGroupSources(until: moment, atMost: count)
        case .memberSources: evictMemberSources(heardUntil: moment, atMost: count)
        case .groupTimings: groupTimings.evict(goneUntil: moment, atMost: count)
        }
    }

    /// Lets everything go, since the link itself is forgotten; nothing more is to be observed.
    public mutating func evictAll() {
        usage.removeTimings(samples: timing.sharedCount, groups: groupTimings.count)
        _ = evictGroups(heardUntil: Timestamp(nanoseconds: .max), atMost: .max)
        forgetAllIdleHosts()
        packSources()
    }

    private mutating func evictGroups(heardUntil moment: Timestamp, atMost count: Int) -> Int {
        var evicted = 0
        for place in groups.indices where groups[place].isKept && groups[place].lastHeardAt <= moment {
            guard evicted < count else { break }
            evicted += 1
            for queue in 0..<2 {
                for member in members(of: UInt32(place), in: queue) { evict(member) }
            }
            groups[place].filter = RouterFilter()
            removeGroupIfEmpty(UInt32(place))
        }
        overflow.groups += UInt64(evicted)
        return evicted
    }

    /// A host is not told apart by its own times, but by its memberships'.
    private mutating func evictHosts(heardUntil moment: Timestamp, atMost count: Int) -> Int {
        var heard = timesOfHosts()
        var evicted = 0
        for place in hosts.indices {
            let goes = hosts[place].memberCount > 0 && heard[place] <= moment && evicted < count
            heard[place] = Timestamp(nanoseconds: goes ? .min : .max)
            if goes { evicted += 1 }
        }
        for place in members.indices
        where members[place].isKept && heard[Int(members[place].host)].nanoseconds == .min {
            evictFromGroup(UInt32(place))
        }
        overflow.hosts += UInt64(evicted)
        forgetAllIdleHosts()
        return evicted
    }

    /// When each host was last heard as a member of anything.
    private func timesOfHosts() -> [Timestamp] {
        var heard = Array(repeating: Timestamp(nanoseconds: .min), count: hosts.count)
        for place in members.indices where members[place].isKept {
            let host = Int(members[place].host)
            heard[host] = max(heard[host], members[place].lastReportAt)
        }
        return heard
    }

    private mutating func evictMembers(heardUntil moment: Timestamp, atMost count: Int) -> Int {
        var evicted = 0
        for place in members.indices where members[place].isKept && members[place].lastReportAt <= moment {
            guard evicted < count else { break }
            evicted += 1
            evictFromGroup(UInt32(place))
        }
        return evicted
    }

    private mutating func evictGroupSources(until moment: Timestamp, atMost count: Int) -> Int {
        var evicted = 0
        for place in groups.indices where groups[place].isKept {
            guard evicted < count else { break }
            let wasForwarding = groups[place].filter.isForwarding
            evicted += groups[place].filter.removeSources(dueUntil: moment, atMost: count - evicted)
            if wasForwarding, !groups[place].filter.isForwarding { tellExpired(UInt32(place)) }
            removeGroupIfEmpty(UInt32(place))
        }
        overflow.sources += UInt64(evicted)
        return evicted
    }

    /// A membership without its sources would say something else, so it goes whole.
    private mutating func evictMemberSources(heardUntil moment: Timestamp, atMost count: Int) -> Int {
        let before = arena.usedCount
        for place in members.indices
        where members[place].isKept && members[place].sources.count > 0 && members[place].lastReportAt <= moment {
            guard before - arena.usedCount < count else { break }
            overflow.sources += UInt64(members[place].sources.count)
            evictFromGroup(UInt32(place))
        }
        return before - arena.usedCount
    }

    private mutating func evictFromGroup(_ member: UInt32) {
        let group = members[Int(member)].group
        evict(member)
        removeGroupIfEmpty(group)
    }

    /// It may be a member all the same: nobody has heard it leave.
    private mutating func evict(_ member: UInt32) {
        let place = Int(member)
        if members[place].leavingCopies == 0 {
            record(
                .memberLeft(
                    group: groups[Int(members[place].group)].address, host: hosts[Int(members[place].host)].address,
                    reason: .evicted))
        }
        overflow.members += 1
        remove(member)
    }

    func countGroupSources() -> Int {
        groups.indices.reduce(0) { groups[$1].isKept ? $0 + groups[$1].filter.sourceCount : $0 }
    }

    /// Gives back the room between the members' source lists.
    mutating func packSources() {
        var packed = SourceArena(listLimit: limits.sourcesPerMember)
        for place in members.indices where members[place].isKept && members[place].sources.count > 0 {
            packed.take(&members[place].sources, from: arena)
        }
        usage.removeMemberSources(arena.count - packed.count)
        swap(&arena, &packed)
    }
}

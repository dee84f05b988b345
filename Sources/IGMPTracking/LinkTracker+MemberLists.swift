import IGMPWire

/// The queues in which the members of each group stand.
extension LinkTracker {
    /// Adds a member to the queue of its group and version, where it has no entry that counts.
    @inline(__always)
    mutating func enqueue(_ index: UInt32) {
        let group = Int(members[Int(index)].group)
        members[Int(index)].place = groups[group].queues[members[Int(index)].queue].append(index)
        let entries = groups[group].queues[0].count &+ groups[group].queues[1].count
        // Entries that do not count any more take no more room than those that do.
        if entries > 2 &* Int(groups[group].memberCount) &+ 64 { compactQueues(of: group) }
    }

    @inline(never)
    private mutating func compactQueues(of group: Int) {
        for queue in 0..<2 {
            var kept = 0
            for position in 0..<groups[group].queues[queue].count where counts(position, in: queue, of: group) {
                let member = groups[group].queues[queue][position]
                groups[group].queues[queue][kept] = member
                members[Int(member)].place = groups[group].queues[queue].place(at: kept)
                kept += 1
            }
            groups[group].queues[queue].truncate(to: kept)
        }
    }

    /// Whether an entry of a queue counts: its member still stands there.
    @inline(__always)
    private func counts(_ position: Int, in queue: Int, of group: Int) -> Bool {
        let member = Int(groups[group].queues[queue][position])
        return members[member].group == UInt32(group) && members[member].queue == queue
            && members[member].place == groups[group].queues[queue].place(at: position)
    }

    /// Notes that a member was heard now, in `version`.
    @inline(__always)
    mutating func noteHeard(_ index: UInt32, version: UInt8) {
        let place = Int(index)
        let group = Int(members[place].group)
        let opening = max(windows.latestOpening, groups[group].windows.latestOpening)
        let queue = members[place].queue
        members[place].version = version
        if queue != members[place].queue {
            if queue == Member.olderQueue {
                groups[group].olderMemberCount -= 1
            } else {
                groups[group].olderMemberCount += 1
            }
            enqueue(index)
        } else if members[place].lastReportAt < opening {
            enqueue(index)
        }
        members[place].lastReportAt = now
    }

    /// The members of a group of version 1 and 2, or those of version 3; those that have left too.
    func members(of group: UInt32, in queue: Int) -> [UInt32] {
        let place = Int(group)
        return (0..<groups[place].queues[queue].count).filter { counts($0, in: queue, of: place) }
            .map { groups[place].queues[queue][$0] }
    }

    /// Calls `body` with every member of a group, those that have left too.
    @inline(__always)
    func forEachMember(of group: UInt32, _ body: (UInt32) -> Void) {
        let place = Int(group)
        for queue in 0..<2 {
            let count = groups[place].queues[queue].count
            for position in 0..<count {
                if position &+ 16 < count { members.prefetch(Int(groups[place].queues[queue][position &+ 16])) }
                if counts(position, in: queue, of: place) { body(groups[place].queues[queue][position]) }
            }
        }
    }

    /// A window of general queries has closed: who did not answer as often as the
    /// robustness says is no member any more.
    mutating func sweep() {
        for place in groups.indices where groups[place].memberCount > 0 {
            sweepMembers(of: UInt32(place))
            removeGroupIfEmpty(UInt32(place))
        }
    }

    /// The same for one group. Only those that go are looked at, the entries between
    /// them that do not count any more, and one member that stays in each queue; of
    /// version 1 and 2 also those that sleep.
    mutating func sweepMembers(of index: UInt32) {
        let place = Int(index)
        // Groups of 224.0.0.0/24 are never asked for.
        guard !groups[place].isLocal else { return }
        guard let silent = windows.unansweredBefore(count: robustness, with: groups[place].windows) else { return }
        sweep(Member.v3Queue, of: index, heardBefore: silent)
        var silentOlder: Timestamp? = silent
        if groups[place].lastOlderReportWasV1 {
            // After a version 1 report older hosts sleep through one query.
            silentOlder = windows.unansweredBefore(count: robustness + 1, with: groups[place].windows)
        }
        // A report of another member answers for all of version 1 and 2.
        guard let silentOlder, groups[place].lastOlderReportAt < silentOlder else { return }
        sweep(Member.olderQueue, of: index, heardBefore: silentOlder)
    }

    private mutating func sweep(_ queue: Int, of index: UInt32, heardBefore silent: Timestamp) {
        let group = Int(index)
        var sleepers: [UInt32] = []
        var position = 0
        // Up to where members were asked for, and where the tables have them.
        var prefetched = 0
        var located = 0
        while position < groups[group].queues[queue].count {
            prefetchMembers(upTo: position &+ 32, &prefetched, in: queue, of: group)
            if counts(position, in: queue, of: group) {
                let member = groups[group].queues[queue][position]
                guard members[Int(member)].lastReportAt < silent else { break }
                located = max(located, position &+ 1)
                prefetchTables(upTo: position &+ 16, &located, in: queue, of: group)
                if queue == Member.olderQueue, isAsleep(member) {
                    sleepers.append(member)
                } else {
                    if members[Int(member)].leavingCopies == 0 {
                        noteSilence(of: member)
                        recordLeft(member, reason: .unanswered)
                    }
                    remove(member)
                }
            }
            position += 1
        }
        groups[group].queues[queue].removeFirst(position - sleepers.count)
        // Who sleeps stays in front.
        for (position, member) in sleepers.enumerated() {
            groups[group].queues[queue][position] = member
            members[Int(member)].place = groups[group].queues[queue].place(at: position)
        }
    }

    /// Asks for the members that a sweep will come to, as it would wait for each of them otherwise.
    @inline(__always)
    private func prefetchMembers(upTo end: Int, _ next: inout Int, in queue: Int, of group: Int) {
        let end = min(end, groups[group].queues[queue].count)
        while next < end {
            members.prefetch(Int(groups[group].queues[queue][next]))
            next &+= 1
        }
    }

    /// Asks for where the tables have the members that will go.
    @inline(__always)
    private func prefetchTables(upTo end: Int, _ next: inout Int, in queue: Int, of group: Int) {
        let end = min(end, groups[group].queues[queue].count)
        while next < end {
            let member = Int(groups[group].queues[queue][next])
            next &+= 1
            guard members[member].group == UInt32(group) else { continue }
            memberIndex.prefetch(UInt32(group), members[member].host)
            hosts.prefetch(Int(members[member].host))
            hostTimings.prefetch(Int(members[member].host))
            if queue == Member.olderQueue { classes.prefetch(members[member].stateClass) }
        }
    }

    /// Whether a member of version 1 or 2 need not answer the query that was open
    /// last: a version 1 report put it to sleep, and one query only wakes it.
    private mutating func isAsleep(_ index: UInt32) -> Bool {
        guard members[Int(index)].stateClass != 0 else { return false }
        hearGeneralQueries(members[Int(index)].group)
        let state = classes.state(of: &members[Int(index)].stateClass)
        return state == .sleeping || state == .awakening
    }

    /// When to look at those that have left; nil when there is none.
    ///
    /// At whole seconds: they are shown no longer than they may be, and go together.
    mutating func leavingDue() -> Timestamp? {
        while let first = leavingMembers.first {
            if hasLeft(first.member, at: first.at) {
                let due = first.at.advanced(by: leavingTime + .seconds(1))
                return Timestamp(nanoseconds: due.nanoseconds - due.nanoseconds % 1_000_000_000)
            }
            _ = leavingMembers.popFirst()
        }
        return nil
    }

    /// Whether what stands in the queue of those that have left still is one. A place that was given to
    /// another, or one that has joined and left again, stands further behind.
    private func hasLeft(_ member: UInt32, at time: Timestamp) -> Bool {
        members[Int(member)].group != Member.none && members[Int(member)].leavingCopies > 0
            && members[Int(member)].lastReportAt == time
    }

    /// How long a member that has left may repeat the record that said so: RV - 1
    /// times, an Unsolicited Report Interval of 1 s apart (RFC 9776 section 8.11).
    var leavingTime: Interval { Interval(nanoseconds: Int64(robustness - 1) &* 1_000_000_000) }

    /// Lets those go that had their time to repeat themselves.
    mutating func removeLeft() {
        guard let due = leavingDue(), due <= now else { return }
        while let first = leavingMembers.first {
            let isLeft = hasLeft(first.member, at: first.at)
            if isLeft, isLeaving(members[Int(first.member)]) { return }
            _ = leavingMembers.popFirst()
            guard isLeft else { continue }
            let group = members[Int(first.member)].group
            remove(first.member)
            removeGroupIfEmpty(group)
        }
    }
}

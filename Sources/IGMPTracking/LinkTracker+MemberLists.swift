import IGMPWire

/// The queues in which the members of each group stand.
extension LinkTracker {
    /// Adds a member to the queue of its group and version, where it has no entry that counts.
    @inline(__always)
    mutating func enqueue(_ index: UInt32) {
        let group = Int(members[Int(index)].group)
        if members[Int(index)].isOlder {
            members[Int(index)].place = groups[group].olderMembers.append(index)
        } else {
            members[Int(index)].place = groups[group].v3Members.append(index)
        }
        let entries = groups[group].olderMembers.count &+ groups[group].v3Members.count
        // Entries that do not count any more take no more room than those that do.
        if entries > 2 &* Int(groups[group].memberCount) &+ 64 { compactQueues(of: group) }
    }

    @inline(never)
    private mutating func compactQueues(of group: Int) {
        for isOlder in [true, false] {
            var kept = 0
            for position in 0..<groups[group][isOlder: isOlder].count where counts(position, isOlder, of: group) {
                let member = groups[group][isOlder: isOlder][position]
                groups[group][isOlder: isOlder][kept] = member
                members[Int(member)].place = groups[group][isOlder: isOlder].place(at: kept)
                kept += 1
            }
            groups[group][isOlder: isOlder].truncate(to: kept)
        }
    }

    /// Whether an entry of a queue counts: its member still stands there.
    @inline(__always)
    private func counts(_ position: Int, _ isOlder: Bool, of group: Int) -> Bool {
        let member = Int(groups[group][isOlder: isOlder][position])
        return members[member].group == UInt32(group) && members[member].isOlder == isOlder
            && members[member].place == groups[group][isOlder: isOlder].place(at: position)
    }

    /// Notes that a member was heard now, in `version`.
    @inline(__always)
    mutating func noteHeard(_ index: UInt32, version: UInt8) {
        let place = Int(index)
        let group = Int(members[place].group)
        let opening = max(windows.latestOpening, groups[group].windows.latestOpening)
        let wasOlder = members[place].isOlder
        members[place].version = version
        if wasOlder != members[place].isOlder {
            if wasOlder { groups[group].olderMemberCount -= 1 } else { groups[group].olderMemberCount += 1 }
            enqueue(index)
        } else if members[place].lastReportAt < opening {
            enqueue(index)
        }
        members[place].lastReportAt = now
    }

    /// The members of a group of version 1 and 2, or those of version 3; those that have left too.
    func members(of group: UInt32, isOlder: Bool) -> [UInt32] {
        let place = Int(group)
        return (0..<groups[place][isOlder: isOlder].count).filter { counts($0, isOlder, of: place) }
            .map { groups[place][isOlder: isOlder][$0] }
    }

    /// Calls `body` with every member of a group, those that have left too.
    func forEachMember(of group: UInt32, _ body: (UInt32) -> Void) {
        let place = Int(group)
        for isOlder in [true, false] {
            for position in 0..<groups[place][isOlder: isOlder].count where counts(position, isOlder, of: place) {
                body(groups[place][isOlder: isOlder][position])
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
        sweep(index, isOlder: false, heardBefore: silent)
        var silentOlder: Timestamp? = silent
        if groups[place].lastOlderReportWasV1 {
            // After a version 1 report older hosts sleep through one query.
            silentOlder = windows.unansweredBefore(count: robustness + 1, with: groups[place].windows)
        }
        // A report of another member answers for all of version 1 and 2.
        guard let silentOlder, groups[place].lastOlderReportAt < silentOlder else { return }
        sweep(index, isOlder: true, heardBefore: silentOlder)
    }

    private mutating func sweep(_ index: UInt32, isOlder: Bool, heardBefore silent: Timestamp) {
        let group = Int(index)
        var sleepers: [UInt32] = []
        var position = 0
        while position < groups[group][isOlder: isOlder].count {
            prefetchForSweep(position, isOlder, of: group)
            if counts(position, isOlder, of: group) {
                let member = groups[group][isOlder: isOlder][position]
                guard members[Int(member)].lastReportAt < silent else { break }
                if isOlder, isAsleep(member) {
                    sleepers.append(member)
                } else {
                    if members[Int(member)].leavingCopies == 0 { recordLeft(member, reason: .unanswered) }
                    remove(member)
                }
            }
            position += 1
        }
        groups[group][isOlder: isOlder].removeFirst(position - sleepers.count)
        // Who sleeps stays in front.
        for (position, member) in sleepers.enumerated() {
            groups[group][isOlder: isOlder][position] = member
            members[Int(member)].place = groups[group][isOlder: isOlder].place(at: position)
        }
    }

    /// Asks for the members that a sweep will come to, and where the table has them: it
    /// would wait for each of them otherwise.
    @inline(__always)
    private func prefetchForSweep(_ position: Int, _ isOlder: Bool, of group: Int) {
        let count = groups[group][isOlder: isOlder].count
        if position &+ 16 < count { members.prefetch(Int(groups[group][isOlder: isOlder][position &+ 16])) }
        guard position &+ 8 < count else { return }
        let member = Int(groups[group][isOlder: isOlder][position &+ 8])
        if members[member].group == UInt32(group) {
            memberIndex.prefetch(memberKey(group: members[member].group, host: members[member].host))
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
            if hasLeft(first) {
                let due = members[Int(first)].lastReportAt.advanced(by: leavingTime + .seconds(1))
                return Timestamp(nanoseconds: due.nanoseconds - due.nanoseconds % 1_000_000_000)
            }
            _ = leavingMembers.popFirst()
        }
        return nil
    }

    /// Whether what stands in the queue of those that have left still is one.
    private func hasLeft(_ member: UInt32) -> Bool {
        members[Int(member)].group != Member.none && members[Int(member)].leavingCopies > 0
    }

    /// How long a member that has left may repeat the record that said so: RV - 1
    /// times, an Unsolicited Report Interval of 1 s apart (RFC 9776 section 8.11).
    var leavingTime: Interval { Interval(nanoseconds: Int64(robustness - 1) &* 1_000_000_000) }

    /// Lets those go that had their time to repeat themselves.
    mutating func removeLeft() {
        guard let due = leavingDue(), due <= now else { return }
        while let first = leavingMembers.first {
            let isLeft = hasLeft(first)
            if isLeft, isLeaving(members[Int(first)]) { return }
            _ = leavingMembers.popFirst()
            guard isLeft else { continue }
            let group = members[Int(first)].group
            remove(first)
            removeGroupIfEmpty(group)
        }
    }
}

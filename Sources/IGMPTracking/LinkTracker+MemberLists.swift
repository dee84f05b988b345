import IGMPWire

/// The lists in which the members of each group stand.
extension LinkTracker {
    /// Puts a member that is in no list to the front of its own.
    mutating func enlist(_ index: UInt32) {
        let place = Int(index)
        let group = Int(members[place].group)
        let isOlder = members[place].version < 3
        let first = isOlder ? groups[group].olderMembers.first : groups[group].v3Members.first
        members[place].previous = Member.none
        members[place].next = first
        if first != Member.none { members[Int(first)].previous = index }
        if isOlder {
            groups[group].olderMembers.first = index
            if first == Member.none { groups[group].olderMembers.last = index }
        } else {
            groups[group].v3Members.first = index
            if first == Member.none { groups[group].v3Members.last = index }
        }
    }

    /// Takes a member out of its list.
    mutating func delist(_ index: UInt32) {
        let member = members[Int(index)]
        let group = Int(member.group)
        if member.next != Member.none { members[Int(member.next)].previous = member.previous }
        if member.previous != Member.none { members[Int(member.previous)].next = member.next }
        if member.version < 3 {
            if member.next == Member.none { groups[group].olderMembers.last = member.previous }
            if member.previous == Member.none { groups[group].olderMembers.first = member.next }
        } else {
            if member.next == Member.none { groups[group].v3Members.last = member.previous }
            if member.previous == Member.none { groups[group].v3Members.first = member.next }
        }
    }

    /// Notes that a member was heard now, in `version`.
    @inline(__always)
    mutating func noteHeard(_ index: UInt32, version: UInt8) {
        let place = Int(index)
        let opening = max(windows.latestOpening, groups[Int(members[place].group)].windows.latestOpening)
        if members[place].lastReportAt >= opening, (members[place].version < 3) == (version < 3) {
            members[place].version = version
        } else {
            delist(index)
            members[place].version = version
            enlist(index)
        }
        members[place].lastReportAt = now
    }

    /// Calls `body` with every member of a group, those that have left too.
    func forEachMember(of group: UInt32, _ body: (UInt32) -> Void) {
        for first in [groups[Int(group)].olderMembers.first, groups[Int(group)].v3Members.first] {
            var member = first
            while member != Member.none {
                body(member)
                member = members[Int(member)].next
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

    /// The same for one group. Only those that go are looked at, and one that stays
    /// in each list; of version 1 and 2 also those that sleep.
    mutating func sweepMembers(of index: UInt32) {
        let place = Int(index)
        // Groups of 224.0.0.0/24 are never asked for.
        guard !groups[place].isLocal else { return }
        guard let silent = windows.unansweredBefore(count: robustness, with: groups[place].windows) else { return }
        sweep(from: groups[place].v3Members.last, heardBefore: silent)
        var silentOlder: Timestamp? = silent
        if groups[place].lastOlderReportWasV1 {
            // After a version 1 report older hosts sleep through one query.
            silentOlder = windows.unansweredBefore(count: robustness + 1, with: groups[place].windows)
        }
        // A report of another member answers for all of version 1 and 2.
        guard let silentOlder, groups[place].lastOlderReportAt < silentOlder else { return }
        sweep(from: groups[place].olderMembers.last, heardBefore: silentOlder)
    }

    private mutating func sweep(from last: UInt32, heardBefore silent: Timestamp) {
        var member = last
        while member != Member.none, members[Int(member)].lastReportAt < silent {
            let previous = members[Int(member)].previous
            if !isAsleep(member) {
                if members[Int(member)].leavingCopies == 0 { recordLeft(member, reason: .unanswered) }
                remove(member)
            }
            member = previous
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

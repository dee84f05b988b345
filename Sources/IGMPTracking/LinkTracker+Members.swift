public import IGMPWire

/// How groups, hosts and members come and go.
extension LinkTracker {
    /// The membership of a host in a group; nil where there is none.
    @inline(__always)
    func member(of group: UInt32, host: UInt32) -> UInt32? {
        var search = memberIndex.search(group, host)
        while let index = memberIndex.next(of: &search) {
            if members[Int(index)].group == group, members[Int(index)].host == host { return index }
        }
        return nil
    }

    /// Tells of a membership that no packet shows, held since before the capture.
    public mutating func addKnownMember(host address: IPv4Address, group: IPv4Address) {
        guard group.isMulticast else { return }
        let index = findOrMakeGroup(group)
        hearGeneralQueries(index)
        let host = findOrMakeHost(address, mac: nil)
        guard member(of: index, host: host) == nil else { return }
        let member = join(group: index, host: host, version: 2, mode: .exclude)
        // Long since joined, it has sent its reports.
        putIntoClass(member, .idle)
        members[Int(member)].isHeard = false
    }

    mutating func findOrMakeGroup(_ address: IPv4Address) -> UInt32 {
        if let index = groupIndex[address.rawValue] { return index }
        let group = Group(
            address: address, isLocal: address.isLocalGroup, timing: groupTimings.place(of: address),
            lastHeardAt: now, createdAt: now, generalQueriesSeen: generalQueries,
            olderMarks: QuestionNumbers(general: question.number))
        let index = freeGroups.popLast() ?? UInt32(groups.count)
        if Int(index) == groups.count { groups.append(group) } else { groups[Int(index)] = group }
        groupIndex.insert(address.rawValue, index: index)
        usage.addGroup()
        tellCreated(index)
        return index
    }

    mutating func findOrMakeHost(_ address: IPv4Address, mac: MACAddress?) -> UInt32 {
        if let index = hostIndex[address.rawValue] {
            hosts[Int(index)].mac = mac ?? hosts[Int(index)].mac
            return index
        }
        let host = Host(address: address, mac: mac)
        let index = freeHosts.popLast() ?? UInt32(hosts.count)
        if Int(index) == hosts.count {
            hosts.append(host)
            hostTimings.append(HostTiming())
        } else {
            hosts[Int(index)] = host
            hostTimings[Int(index)] = HostTiming()
        }
        // Without a membership it goes again.
        idleHosts.append(index)
        hostIndex.insert(address.rawValue, index: index)
        usage.addHost()
        return index
    }

    private mutating func markIdle(_ host: UInt32) {
        guard !hosts[Int(host)].isIdle else { return }
        hosts[Int(host)].isIdle = true
        idleHosts.append(host)
    }

    /// Forgets some hosts that are in no group any more, the longest ago first, where
    /// there are too many of them; one that still remembers a version 1 query of its
    /// own is asked again later.
    @inline(__always)
    mutating func forgetIdleHosts() {
        if idleHosts.count > limits.idleHosts || usage.isFullOfHosts { forgetSomeIdleHosts() }
    }

    private mutating func forgetSomeIdleHosts() {
        for _ in 0..<4 {
            guard let host = idleHosts.popFirst() else { return }
            let place = Int(host)
            if hosts[place].memberCount > 0 {
                hosts[place].isIdle = false
            } else if RouterVersions.isV1(queriedAt: hosts[place].v1QueryAt, now: now) {
                idleHosts.append(host)
            } else {
                forget(host)
            }
        }
    }

    /// Forgets all of them, and counts as let go those that still remember something.
    mutating func forgetAllIdleHosts() {
        while let host = idleHosts.popFirst() {
            let place = Int(host)
            if hosts[place].memberCount > 0 {
                hosts[place].isIdle = false
                continue
            }
            if RouterVersions.isV1(queriedAt: hosts[place].v1QueryAt, now: now) { overflow.hosts += 1 }
            forget(host)
        }
    }

    private mutating func forget(_ host: UInt32) {
        hostIndex.remove(hosts[Int(host)].address.rawValue)
        freeHosts.append(host)
        usage.removeHost()
    }

    mutating func join(group: UInt32, host: UInt32, version: Int, mode: FilterMode) -> UInt32 {
        var member = Member(group: group, host: host, version: UInt8(version), joinedAt: now)
        member.mode = mode
        let index = freeMembers.popLast() ?? UInt32(members.count)
        // The place for one that joins soon: those who left took it out of the cache with them.
        if freeMembers.count > 8 { members.prefetch(Int(freeMembers[freeMembers.count &- 8])) }
        if Int(index) == members.count { members.append(member) } else { members[Int(index)] = member }
        groups[Int(group)].memberCount += 1
        if version < 3 { groups[Int(group)].olderMemberCount += 1 }
        enqueue(index)
        markHeard(index, version: UInt8(version))
        hosts[Int(host)].memberCount += 1
        memberIndex.insert(group, host, index: index)
        usage.addMember()
        noteReporter(hosts[Int(host)].address)
        recordJoined(index)
        return index
    }

    /// A member was heard to be one.
    @inline(__always)
    mutating func refresh(_ member: UInt32, version: Int, mode: FilterMode) {
        let place = Int(member)
        if members[place].leavingCopies > 0 { rejoin(member, version: version) }
        if !members[place].isHeard {
            members[place].isHeard = true
            members[place].joinedAt = now
        }
        if version < 3 { arena.release(&members[place].sources) }
        noteHeard(member, version: UInt8(version))
        members[place].mode = mode
    }

    /// One that had left is a member again.
    private mutating func rejoin(_ member: UInt32, version: Int) {
        let place = Int(member)
        members[place].leavingCopies = 0
        members[place].joinedAt = now
        groups[Int(members[place].group)].leavingCount -= 1
        noteHeard(member, version: UInt8(version))
        recordJoined(member)
    }

    /// A record ended a version 3 membership: it goes for good when all copies of
    /// the record were seen, or had their time (RFC 9776 sections 5.1 and 8.1).
    mutating func leave(_ member: UInt32, reason: LeaveReason) {
        let place = Int(member)
        guard members[place].leavingCopies == 0 else { return repeatLeave(member) }
        recordLeft(member, reason: reason)
        addMissing(of: member)
        markHeard(member, version: 3)
        _ = takeOutOfClass(member)
        arena.release(&members[place].sources)
        noteHeard(member, version: 3)
        members[place].mode = .include
        members[place].leavingCopies = 1
        groups[Int(members[place].group)].leavingCount += 1
        guard robustness > 1 else { return remove(member) }
        leavingMembers.append((member, now))
        if let due = leavingDue() { nextTimer = min(nextTimer, due) }
    }

    mutating func repeatLeave(_ member: UInt32) {
        guard members[Int(member)].leavingCopies > 0 else { return }
        members[Int(member)].leavingCopies += 1
        if Int(members[Int(member)].leavingCopies) >= robustness { remove(member) }
    }

    /// Whether a member that has left may still repeat the record that said so.
    func isLeaving(_ member: Member) -> Bool {
        now.since(member.lastReportAt) < leavingTime
    }

    mutating func remove(_ index: UInt32) {
        let member = members[Int(index)]
        let group = Int(member.group)
        addMissing(of: index)
        judgeStateChange(of: index)
        _ = takeOutOfClass(index)
        arena.release(&members[Int(index)].sources)
        memberIndex.remove(member.group, member.host, index: index)
        usage.removeMember()
        groups[group].memberCount -= 1
        if member.queue == Member.olderQueue { groups[group].olderMemberCount -= 1 }
        hosts[Int(member.host)].memberCount -= 1
        if hosts[Int(member.host)].memberCount == 0 { markIdle(member.host) }
        if member.leavingCopies > 0 { groups[group].leavingCount -= 1 }
        members[Int(index)].group = Member.none
        freeMembers.append(index)
    }

    @inline(__always)
    mutating func removeGroupIfEmpty(_ index: UInt32) {
        if groups[Int(index)].memberCount == 0, !groups[Int(index)].filter.isForwarding { removeGroup(index) }
    }

    private mutating func removeGroup(_ index: UInt32) {
        let place = Int(index)
        tellExpired(index)
        classes.remove(&groups[place].classes)
        groupIndex.remove(groups[place].address.rawValue)
        groupTimings.noteGone(groups[place].timing, at: now)
        usage.removeGroup()
        // A timer that still stands for this place finds another deadline there.
        groups[place].armedFor = Timestamp(nanoseconds: .max)
        groups[place].isKept = false
        freeGroups.append(index)
    }

    /// Lets a group's filter run out, and tells when nothing is forwarded any more: a
    /// router then deletes its record, the compatibility mode with it (RFC 9776 section 6.5).
    @inline(__always)
    mutating func expireFilter(of index: UInt32) {
        if groups[Int(index)].filter.nextExpiry <= now { expireWhatIsDue(of: index) }
    }

    private mutating func expireWhatIsDue(of index: UInt32) {
        guard groups[Int(index)].filter.isForwarding else { return }
        groups[Int(index)].filter.expire(at: now)
        guard !groups[Int(index)].filter.isForwarding else { return }
        groups[Int(index)].v1HostUntil = Timestamp(nanoseconds: .min)
        groups[Int(index)].v2HostUntil = Timestamp(nanoseconds: .min)
        timeEnd(of: index)
        tellExpired(index)
    }

    /// A group is told to be created when it is first heard of, and when it is
    /// forwarded again while members of it were still there.
    mutating func tellCreated(_ index: UInt32) {
        guard !groups[Int(index)].isTold else { return }
        groups[Int(index)].isTold = true
        groups[Int(index)].createdAt = now
        record(.groupCreated(groups[Int(index)].address))
    }

    /// A group is told to have expired when it is forwarded no more, or, where it
    /// never was, when its last member is gone.
    mutating func tellExpired(_ index: UInt32) {
        guard groups[Int(index)].isTold else { return }
        groups[Int(index)].isTold = false
        record(.groupExpired(groups[Int(index)].address))
    }

    @inline(__always)
    private mutating func recordJoined(_ member: UInt32) {
        if recordsChanges { tellJoined(member) }
    }

    private mutating func tellJoined(_ member: UInt32) {
        let member = members[Int(member)]
        record(
            .memberJoined(
                group: groups[Int(member.group)].address, host: hosts[Int(member.host)].address,
                version: Int(member.version)))
    }

    mutating func recordLeft(_ member: UInt32, reason: LeaveReason) {
        let member = members[Int(member)]
        let group = groups[Int(member.group)].address
        let host = hosts[Int(member.host)].address
        departures.note(
            Departure(
                group: group, host: host, version: Int(member.version),
                joinedAt: member.isHeard ? member.joinedAt : nil, at: now, reason: reason))
        record(.memberLeft(group: group, host: host, reason: reason))
    }
}

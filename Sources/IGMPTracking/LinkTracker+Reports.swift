import IGMPWire

/// What reports and leaves of version 1 and 2 do.
extension LinkTracker {
    mutating func observeOlderReport(version: Int, _ packet: borrowing IGMPPacket) {
        let source = packet.ip.source
        guard !source.isMulticast, !source.isLoopback, let address = packet.message.group else { return }
        let index = findOrMakeGroup(address)
        let host = findOrMakeHost(source, mac: packet.link.source)
        hosts[Int(host)].version = UInt8(version)
        countReport(of: host)
        routerHearsOlderReport(version: version, index, from: source)
        hearGeneralQueries(index)

        // The sender is taken out first: it does not hear its own report.
        let sender = member(of: index, host: host)
        var state: MemberState?
        if let sender { state = takeOutOfClass(sender) }
        timeOlderReport(of: sender, group: index, isToGroup: packet.ip.destination == address)
        // Hosts take only what is addressed to the group itself.
        if packet.ip.destination == address {
            othersHearReport(version: version, index)
            groups[Int(index)].lastOlderReportAt = now
            groups[Int(index)].lastOlderReportWasV1 = version == 1
        }
        let next = state?.after(.reportSent) ?? .delaying
        if let sender {
            putIntoClass(sender, groups[Int(index)].isLocal ? .idle : next)
            refresh(sender, version: version, mode: .exclude)
        } else {
            let joined = join(group: index, host: host, version: version, mode: .exclude)
            putIntoClass(joined, groups[Int(index)].isLocal ? .idle : next)
            // Whether it joins or answers cannot be told.
            if now <= question.answerableUntil { hostTimings[Int(host)].hasAnsweredGeneral = true }
            timeStateChange(of: joined, key: StateChange.olderReport, version: 2)
        }
    }

    mutating func observeLeave(_ packet: borrowing IGMPPacket) {
        let source = packet.ip.source
        // To a router a leave is TO_IN{} (RFC 9776 section 7.3.2), which changes no
        // timer until the querier asks: only the host's own view moves.
        guard !source.isMulticast, !source.isLoopback, let address = packet.message.group,
            let index = groupIndex[address.rawValue]
        else { return }
        expireFilter(of: index)
        timeLeave(of: index, by: source)
        if !groups[Int(index)].address.isSourceSpecificGroup { expectQuery(of: index, by: source, version: 2) }
        guard let host = hostIndex[source.rawValue],
            let member = member(of: index, host: host)
        else { return removeGroupIfEmpty(index) }
        if members[Int(member)].leavingCopies == 0 { recordLeft(member, reason: .leave) }
        remove(member)
        removeGroupIfEmpty(index)
    }

    /// A report of an older host is IS_EX{} and puts the group into that version
    /// (RFC 9776 section 7.3.2). RFC 4604 section 2.2.1: in the source-specific
    /// range it is to be ignored.
    private mutating func routerHearsOlderReport(version: Int, _ index: UInt32, from source: IPv4Address) {
        let place = Int(index)
        groups[place].lastReporter = source
        groups[place].lastHeardAt = now
        guard !groups[place].isLocal, !groups[place].address.isSourceSpecificGroup else { return }
        expireFilter(of: index)
        let present = now.advanced(by: olderHostPresentTime)
        if version == 1 { groups[place].v1HostUntil = present } else { groups[place].v2HostUntil = present }
        groups[place].leftAt = nil
        groups[place].filter.excludeNone(until: membershipDeadline())
        armIfNew(index)
    }

    /// Moves all members but the sender, who is in no class now.
    private mutating func othersHearReport(version: Int, _ index: UInt32) {
        if version == 2 {
            classes.apply(.v2ReportHeard, to: &groups[Int(index)].classes)
        } else if RouterVersions.isV1(queriedAt: allHostsV1QueryAt, now: now) {
            classes.apply(.v1ReportHeardFromV1Router, to: &groups[Int(index)].classes)
        } else if now < someHostsV1Until {
            hearV1ReportOneByOne(index)
        } else {
            classes.apply(.v1ReportHeard, to: &groups[Int(index)].classes)
        }
    }

    /// Some hosts believe in a version 1 router by a query that reached only them
    /// (a misaddressed one): each member is looked at.
    private mutating func hearV1ReportOneByOne(_ index: UInt32) {
        var lazy: [UInt32] = []
        for member in members(of: index, in: Member.olderQueue) {
            let place = Int(member)
            if members[place].stateClass != 0,
                RouterVersions.isV1(queriedAt: hosts[Int(members[place].host)].v1QueryAt, now: now),
                classes.state(of: &members[place].stateClass) == .delaying
            {
                lazy.append(member)
            }
        }
        for member in lazy { _ = takeOutOfClass(member) }
        classes.apply(.v1ReportHeard, to: &groups[Int(index)].classes)
        for member in lazy { putIntoClass(member, .lazy) }
    }

    /// The state of a version 1 or 2 member, which is in no class after this; nil
    /// for one of version 3.
    mutating func takeOutOfClass(_ member: UInt32) -> MemberState? {
        guard members[Int(member)].stateClass != 0 else { return nil }
        let state = classes.state(of: &members[Int(member)].stateClass)
        classes.leave(members[Int(member)].stateClass)
        members[Int(member)].stateClass = 0
        return state
    }

    mutating func putIntoClass(_ member: UInt32, _ state: MemberState) {
        let group = Int(members[Int(member)].group)
        members[Int(member)].stateClass = classes.enter(state, of: &groups[group].classes)
    }
}

import IGMPWire

/// What queries do.
extension LinkTracker {
    /// A well-formed query: hosts hear it, and routers learn from it.
    mutating func observeQuery(_ packet: borrowing IGMPPacket) {
        hostsHearQuery(packet)
        let destination = packet.ip.destination
        let source = packet.ip.source
        guard !source.isMulticast, !source.isLoopback, destination.isMulticast, let query = packet.message.query
        else { return }
        defer {
            noteVersion()
            updateNextTimer()
        }
        switch query.version {
        // Specific queries change no host's mode (RFC 9776 section 7.2.1).
        case 2 where query.isGeneral && destination == .allSystems: versions.v2Query(at: now)
        case 3: versions.v3Query()
        default: break
        }
        // A router takes what is sent to an address of its own, so a specific query
        // sent to all systems too; a general one goes nowhere else (RFC 9776 section 4.1.12).
        if query.asksForEveryGroup {
            guard destination == .allSystems else { return }
            electAndLearn(query, packet)
            windows.query(at: now, maxResponse: query.maxResponseTime, isGeneral: true)
            question.ask(at: now, maxResponse: query.maxResponseTime)
        } else {
            guard destination == query.group || destination == .allSystems && query.group.isMulticast else { return }
            electAndLearn(query, packet)
            askGroup(query)
        }
    }

    private mutating func electAndLearn(_ query: borrowing MembershipQuery, _ packet: borrowing IGMPPacket) {
        if let change = routers.query(query, from: packet.ip.source, mac: packet.link.source, at: now) {
            record(change)
        }
        if routers.elected == nil || routers.elected == packet.ip.source { querierSide.query(packet) }
        deriveIntervals()
    }

    /// A specific query: its members have to answer, and a router's timers are lowered.
    private mutating func askGroup(_ query: borrowing MembershipQuery) {
        guard let index = groupIndex[query.group.rawValue], !groups[Int(index)].isLocal else { return }
        expireFilter(of: index)
        groups[Int(index)].ask(at: now, maxResponse: query.maxResponseTime, isOfSources: query.sourceCount > 0)
        // LMQT is LMQC times what the query itself allows (RFC 2236 section 3;
        // RFC 9776 section 8.8); whoever sends it, it counts (section 6.6.1).
        let lastMemberQueryTime = robustness * query.maxResponseTime
        groups[Int(index)].queryDueAt = Timestamp(nanoseconds: .max)
        timeSpecificQuery(of: index, lastMemberQueryTime: lastMemberQueryTime)
        if !query.suppressesRouterSideProcessing {
            let deadline = now.advanced(by: lastMemberQueryTime)
            if query.sourceCount == 0 {
                groups[Int(index)].filter.lowerGroupTimer(to: deadline)
            } else {
                listSources(count: query.sourceCount) { query.source(at: $0).rawValue }
                groups[Int(index)].filter.lowerSourceTimers(listed, to: deadline)
            }
        }
        arm(index)
    }

    /// What `igmp_input` of every NetBSD host does with a query, by its code and
    /// its IP destination alone (igmp.c 1.49): the group field, the length beyond
    /// 8 bytes and what stands there are never looked at.
    mutating func hostsHearQuery(_ packet: borrowing IGMPPacket) {
        let source = packet.ip.source
        let destination = packet.ip.destination
        guard !source.isMulticast, !source.isLoopback, let code = packet.message.code else { return }
        if code == 0 { return hostsHearV1Query(to: destination) }
        if destination == .allSystems {
            generalQueries &+= 1
        } else if let index = groupIndex[destination.rawValue], !groups[Int(index)].isLocal {
            hearGeneralQueries(index)
            classes.apply(.v2Query, to: &groups[Int(index)].classes)
        }
    }

    /// A code of 0 makes whoever gets it believe in a version 1 router, before
    /// its destination is looked at; only 224.0.0.1 starts timers.
    private mutating func hostsHearV1Query(to destination: IPv4Address) {
        if destination.isMulticast || destination == .broadcast || destination == .unspecified {
            versions.v1Query(at: now)
        }
        if destination == .allSystems {
            generalQueries &+= 1
            lastV1GeneralQuery = generalQueries
            allHostsV1QueryAt = now
        } else if destination == .broadcast || destination == .unspecified {
            allHostsV1QueryAt = now
        } else if destination.isMulticast {
            guard let index = groupIndex[destination.rawValue] else { return noteV1() }
            for queue in 0..<2 {
                for member in members(of: index, in: queue) {
                    hosts[Int(members[Int(member)].host)].v1QueryAt = now
                }
            }
            someHostsV1Until = now.advanced(by: RouterVersions.v1RouterAge)
        } else {
            let host = findOrMakeHost(destination, mac: nil)
            hosts[Int(host)].v1QueryAt = now
            someHostsV1Until = now.advanced(by: RouterVersions.v1RouterAge)
        }
        noteV1()
    }

    private mutating func noteV1() {
        noteVersion()
        updateNextTimer()
    }

    /// Brings a group's classes up to the link's general queries: only how many
    /// came since, and whether one was of version 1, makes a difference.
    mutating func hearGeneralQueries(_ index: UInt32) {
        let seen = groups[Int(index)].generalQueriesSeen
        guard seen != generalQueries else { return }
        groups[Int(index)].generalQueriesSeen = generalQueries
        guard !groups[Int(index)].isLocal else { return }
        if generalQueries &- lastV1GeneralQuery < generalQueries &- seen || generalQueries &- seen > 1 {
            // A version 1 query, or two of version 2, leave everyone delaying.
            classes.apply(.v1Query, to: &groups[Int(index)].classes)
        } else {
            classes.apply(.v2Query, to: &groups[Int(index)].classes)
        }
    }
}

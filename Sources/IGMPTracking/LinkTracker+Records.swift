import IGMPWire

/// What version 3 reports do.
extension LinkTracker {
    /// Counts the report and applies its records, those before a damaged one too. Returns whether
    /// all were there.
    mutating func observeRecords(_ packet: borrowing IGMPPacket) -> Bool {
        let source = packet.ip.source
        let isFromOtherPort = querierSide.isFromOtherPort(packet)
        if isFromOtherPort { otherPortReports &+= 1 }
        let counts = !isFromOtherPort && !source.isMulticast && !source.isLoopback
        guard var records = packet.message.records else {
            self.counts.count(.malformed)
            return true
        }
        do {
            var host = counts ? hostIndex[source.rawValue] : nil
            if let host { hosts[Int(host)].version = 3 }
            while let record = try records.next() {
                guard counts, record.group.isMulticast, RecordType.modeIsInclude.rawValue <= record.type.rawValue,
                    record.type.rawValue <= RecordType.blockOldSources.rawValue
                else { continue }
                if host == nil {
                    host = findOrMakeHost(source, mac: packet.link.source)
                    if let host { hosts[Int(host)].version = 3 }
                }
                if let host { countReport(of: host) }
                observe(record, from: source, host: host)
            }
            self.counts.count(.v3Report)
            return true
        } catch {
            self.counts.count(.badReport)
            return false
        }
    }

    @inline(__always)
    private mutating func observe(_ record: borrowing GroupRecord, from source: IPv4Address, host: UInt32?) {
        listSources(count: record.sourceCount) { record.source(at: $0).rawValue }
        let type = record.type
        let ends = listed.isEmpty && (type == .modeIsInclude || type == .changeToInclude)
        // What ends or narrows a membership, or allows nothing, makes none that is not there.
        let changesNothing = type == .blockOldSources || (type == .allowNewSources && listed.isEmpty)
        let index: UInt32
        if let known = groupIndex[record.group.rawValue] {
            index = known
        } else if !ends, !changesNothing {
            index = findOrMakeGroup(record.group)
        } else {
            return
        }
        routerHears(type, index, from: source)
        if let host { hostSays(type, index, host: host, ends: ends) }
        removeGroupIfEmpty(index)
    }

    /// The router's side (RFC 9776 sections 6.4 and 7.3.2).
    @inline(__always)
    private mutating func routerHears(_ type: RecordType, _ index: UInt32, from source: IPv4Address) {
        let place = Int(index)
        groups[place].lastReporter = source
        groups[place].lastHeardAt = now
        guard !groups[place].isLocal else { return }
        expireFilter(of: index)
        // Without sources no record but an EXCLUDE changes what a router forwards.
        guard !listed.isEmpty || type == .modeIsExclude || type == .changeToExclude else { return }
        let sourceCount = groups[place].filter.sourceCount
        let version = groups[place].version(at: now)
        let deadline = membershipDeadline()
        var lost = 0
        switch type {
        case .modeIsInclude, .allowNewSources, .changeToInclude:
            if version == 1, type == .changeToInclude { return }
            lost = groups[place].filter.allow(
                listed, until: deadline, scratch: &mergedSources, limit: limits.sourcesPerGroup)
            groups[place].leftAt = nil
        case .modeIsExclude, .changeToExclude:
            // EXCLUDE mode means nothing in the source-specific range (RFC 4604 section 2.2.1).
            guard !groups[place].address.isSourceSpecificGroup else { return }
            groups[place].leftAt = nil
            if version < 3, type == .changeToExclude {
                groups[place].filter.excludeNone(until: deadline)
            } else {
                lost = groups[place].filter.exclude(
                    listed, until: deadline, isModeChange: type == .changeToExclude, scratch: &mergedSources,
                    limit: limits.sourcesPerGroup)
            }
        default:
            if version < 3 { return }
            lost = groups[place].filter.block(listed, scratch: &mergedSources, limit: limits.sourcesPerGroup)
        }
        overflow.sources += UInt64(lost)
        let added = groups[place].filter.sourceCount - sourceCount
        if added > 0 { usage.addGroupSources(added) }
        armIfNew(index)
    }

    /// The host's own filter mode and sources, as it says them (RFC 9776 section 5.1).
    @inline(__always)
    private mutating func hostSays(_ type: RecordType, _ index: UInt32, host: UInt32, ends: Bool) {
        let known = member(of: index, host: host)
        let isChange = type != .modeIsInclude && type != .modeIsExclude
        let changeKey = isChange ? StateChange.key(of: type, listed) : 0
        var isCopy = false
        if isChange, let known {
            isCopy = timeStateChange(of: known, key: changeKey, version: 3, isJoin: type != .blockOldSources)
        }
        if ends {
            if let known { leave(known, type, reason: .toIncludeEmpty) }
            return
        }
        var mode = FilterMode.include
        switch type {
        case .modeIsExclude, .changeToExclude:
            mode = .exclude
        case .allowNewSources, .blockOldSources:
            let isAllow = type == .allowNewSources
            guard let known, members[Int(known)].leavingCopies == 0, members[Int(known)].version == 3 else {
                guard isAllow, !listed.isEmpty else {
                    // A repeated BLOCK of one that has left already.
                    if !isAllow, let known { repeatLeave(known) }
                    return
                }
                break
            }
            mode = members[Int(known)].mode
            // ALLOW adds to an INCLUDE list and takes from an EXCLUDE list; BLOCK the reverse.
            combineSources(of: known, adding: isAllow == (mode == .include))
            if mode == .include, mergedMemberSources.isEmpty { return leave(known, type, reason: .block) }
            swap(&listed, &mergedMemberSources)
        case .modeIsInclude:
            // The answer to a query for sources says which of those are wanted, and
            // nothing of the others (RFC 9776 section 5.2).
            guard let known, answersSourceQuery(known) else { break }
            mode = members[Int(known)].mode
            combineSources(of: known, adding: mode == .include)
            swap(&listed, &mergedMemberSources)
        default:
            break
        }
        if let known {
            if isChange, !isCopy, type != .blockOldSources, isHeld(mode, by: known) { noteRejoin(of: known) }
            timeRecord(of: known, isAnswer: !isChange, isOfSources: type == .modeIsInclude)
        }
        let member = known ?? join(group: index, host: host, version: 3, mode: mode)
        if known == nil {
            if isChange {
                timeStateChange(of: member, key: changeKey, version: 3)
            } else {
                timeFirstRecord(of: member, isOfSources: type == .modeIsInclude)
            }
        }
        _ = takeOutOfClass(member)
        refresh(member, version: 3, mode: mode)
        let room = arena.count
        overflow.sources += UInt64(arena.assign(listed, to: &members[Int(member)].sources))
        if arena.count > room { usage.addMemberSources(arena.count - room) }
    }

    private mutating func leave(_ member: UInt32, _ type: RecordType, reason: LeaveReason) {
        // A querier asks only after a change.
        if type != .modeIsInclude, members[Int(member)].leavingCopies == 0 {
            let (group, host) = (members[Int(member)].group, hosts[Int(members[Int(member)].host)].address)
            timeLeave(of: group, by: host)
            if type != .blockOldSources || blocksForwarded(of: group) { expectQuery(of: group, by: host, version: 3) }
        }
        leave(member, reason: reason)
    }

    /// Leaves in `mergedMemberSources` the member's sources with `listed` added or taken away.
    private mutating func combineSources(of member: UInt32, adding: Bool) {
        mergedMemberSources.removeAll()
        let list = members[Int(member)].sources
        var next = 0
        for index in 0..<Int(list.count) {
            let source = arena[list, index]
            while next < listed.count, listed[next] < source {
                if adding { mergedMemberSources.append(listed[next]) }
                next += 1
            }
            let isListed = next < listed.count && listed[next] == source
            if isListed { next += 1 }
            if adding || !isListed { mergedMemberSources.append(source) }
        }
        while adding, next < listed.count {
            mergedMemberSources.append(listed[next])
            next += 1
        }
    }

    /// Whether the member wants `mode` and what is in `listed` already.
    @inline(__always)
    private func isHeld(_ mode: FilterMode, by index: UInt32) -> Bool {
        let member = members[Int(index)]
        guard member.mode == mode, member.version == 3, Int(member.sources.count) == listed.count else { return false }
        for place in listed.indices where arena[member.sources, place] != listed[place] { return false }
        return true
    }

    /// Puts the sources of a record or query into `listed`, in order and each once.
    @inline(__always)
    mutating func listSources(count: Int, _ source: (Int) -> UInt32) {
        listed.removeAll()
        guard count > 0 else { return }
        for index in 0..<count { listed.append(source(index)) }
        if count > 1 { sortListed() }
    }

    /// Nearly always short or in order already: insertion sort. A long list in any
    /// order is sorted as an array.
    private mutating func sortListed() {
        var kept = 1
        for index in 1..<listed.count {
            let address = listed[index]
            if listed[kept - 1] < address {
                listed[kept] = address
                kept += 1
                continue
            }
            guard kept <= Self.insertionLimit else { return sortListedAsArray() }
            var place = kept
            while place > 0, listed[place - 1] > address { place -= 1 }
            if place > 0, listed[place - 1] == address { continue }
            for moved in stride(from: kept, to: place, by: -1) { listed[moved] = listed[moved - 1] }
            listed[place] = address
            kept += 1
        }
        listed.truncate(to: kept)
    }

    private static var insertionLimit: Int { 32 }

    private mutating func sortListedAsArray() {
        let sorted = listed.indices.map { listed[$0] }.sorted()
        listed.removeAll()
        for (index, address) in sorted.enumerated() where index == 0 || sorted[index - 1] != address {
            listed.append(address)
        }
    }
}

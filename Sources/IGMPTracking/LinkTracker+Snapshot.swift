public import IGMPWire

/// A group as it is at one moment.
public struct GroupSnapshot: Sendable {
    public let address: IPv4Address
    /// The compatibility mode (RFC 9776 section 7.3.2): 1, 2 or 3.
    public let version: Int
    public let mode: FilterMode
    public let sources: [SourceTimer]
    /// Whether a router on the link forwards anything of it.
    public let isForwarding: Bool
    /// When it was first heard of, or a router on the link took it up again after it had expired.
    public let createdAt: Timestamp
    /// The group timer in EXCLUDE mode, else the last source timer.
    public let expiresAt: Timestamp?
    /// When nothing of it is forwarded any more, unless it is reported again.
    public let endsAt: Timestamp?
    public let lastReporter: IPv4Address
    /// How many members were seen, those that may still repeat that they left included.
    public let memberCount: Int
    /// Whether there may be members that were not seen: those of version 1 and 2 hold
    /// their report back when they hear another's (RFC 2236 section 3).
    public let memberCountIsLowerBound: Bool
    let index: UInt32
}

/// A membership as it is at one moment.
public struct MemberSnapshot: Sendable {
    public let host: IPv4Address
    public let mac: MACAddress?
    /// Of its last report: 1, 2 or 3.
    public let version: Int
    public let state: MemberState
    public let mode: FilterMode
    public let sources: [IPv4Address]
    /// Nil for a membership that no packet has shown.
    public let joinedAt: Timestamp?
    public let lastReportAt: Timestamp?
}

/// Reading the state, at the time that ``advance(to:)`` has reached.
extension LinkTracker {
    /// How many groups and memberships are kept.
    public var groupCount: Int { groupIndex.count }
    public var membershipCount: Int { memberIndex.count }

    /// Calls `body` with every group that has a member or is forwarded, by address.
    public mutating func forEachGroup<Failure: Error>(
        _ body: (inout LinkTracker, GroupSnapshot) throws(Failure) -> Void
    ) throws(Failure) {
        var order: [UInt32] = []
        order.reserveCapacity(groupIndex.count)
        for index in groups.indices
        where groupIndex[groups[index].address.rawValue] == UInt32(index) {
            order.append(UInt32(index))
        }
        order.sort { groups[Int($0)].address < groups[Int($1)].address }
        for index in order {
            hearGeneralQueries(index)
            expireFilter(of: index)
            let place = Int(index)
            let count = visibleMembers(of: index)
            guard count > 0 || groups[place].filter.isForwarding else { continue }
            let snapshot = GroupSnapshot(
                address: groups[place].address, version: groups[place].version(at: now),
                mode: groups[place].filter.isForwarding ? groups[place].filter.mode : .include,
                sources: groups[place].filter.sources,
                isForwarding: groups[place].filter.isForwarding && !groups[place].isLocal,
                createdAt: groups[place].createdAt, expiresAt: groups[place].filter.expiresAt,
                endsAt: groups[place].filter.endsAt,
                lastReporter: groups[place].lastReporter,
                memberCount: count,
                memberCountIsLowerBound: groups[place].version(at: now) < 3
                    || groups[place].olderMemberCount > 0,
                index: index)
            try body(&self, snapshot)
        }
    }

    /// The members of a group, by address of the host.
    public func members(of group: GroupSnapshot) -> [MemberSnapshot] {
        var found: [MemberSnapshot] = []
        found.reserveCapacity(group.memberCount)
        forEachMember(of: group) { found.append($0) }
        return found
    }

    /// Calls `body` with the members of a group, by address of the host: there may be many.
    public func forEachMember<Failure: Error>(
        of group: GroupSnapshot, _ body: (MemberSnapshot) throws(Failure) -> Void
    ) throws(Failure) {
        // Addresses in the upper half, and in the lower half where the members lie.
        var order: [UInt64] = []
        order.reserveCapacity(group.memberCount)
        forEachMember(of: group.index) { index in
            let place = Int(index)
            guard members[place].leavingCopies == 0 || isLeaving(members[place]) else { return }
            order.append(UInt64(hosts[Int(members[place].host)].address.rawValue) << 32 | UInt64(index))
        }
        var sources: [IPv4Address] = []
        order = order.sorted(byNumber: { $0 >> 32 })
        for position in order.indices {
            prefetch(order, around: position)
            try body(snapshot(of: Int(UInt32(truncatingIfNeeded: order[position])), &sources))
        }
    }

    /// Asks for the memory of members whose turn will come, and nearer to it for what they point to.
    @inline(__always)
    private func prefetch(_ order: [UInt64], around position: Int) {
        guard position &+ 16 < order.count else { return }
        members.prefetch(Int(UInt32(truncatingIfNeeded: order[position &+ 16])))
        let near = Int(UInt32(truncatingIfNeeded: order[position &+ 8]))
        classes.prefetch(members[near].stateClass)
        arena.prefetch(members[near].sources)
        hosts.prefetch(Int(members[near].host))
    }

    /// - Parameter sources: keeps its memory from member to member, unless the snapshot is kept.
    @inline(__always)
    private func snapshot(of place: Int, _ sources: inout [IPv4Address]) -> MemberSnapshot {
        let count = Int(members[place].sources.count)
        if count > 0 {
            sources.removeAll(keepingCapacity: true)
            for index in 0..<count { sources.append(IPv4Address(rawValue: arena[members[place].sources, index])) }
        }
        let host = Int(members[place].host)
        let isHeard = members[place].isHeard
        return MemberSnapshot(
            host: hosts[host].address, mac: hosts[host].mac, version: Int(members[place].version),
            state: state(of: members[place]), mode: members[place].mode, sources: count > 0 ? sources : [],
            joinedAt: isHeard ? members[place].joinedAt : nil, lastReportAt: isHeard ? members[place].lastReportAt : nil
        )
    }

    private func visibleMembers(of index: UInt32) -> Int {
        let place = Int(index)
        guard groups[place].leavingCount > 0 else { return Int(groups[place].memberCount) }
        var count = 0
        forEachMember(of: index) { member in
            if members[Int(member)].leavingCopies == 0 || isLeaving(members[Int(member)]) { count += 1 }
        }
        return count
    }

    private func state(of member: Member) -> MemberState {
        if member.leavingCopies > 0 { return .leaving }
        if member.stateClass != 0 { return classes.state(of: member.stateClass) }
        let place = Int(member.group)
        let isPending =
            !groups[place].isLocal
            && (question.isOpen(heardAt: member.lastReportAt, at: now)
                || groups[place].question.isOpen(heardAt: member.lastReportAt, at: now))
        return isPending ? .queryPending : .reporting
    }
}

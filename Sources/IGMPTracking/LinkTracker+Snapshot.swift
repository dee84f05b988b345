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
        forEachMember(of: group.index) { index in
            let member = members[Int(index)]
            guard member.leavingCopies == 0 || isLeaving(member) else { return }
            found.append(
                MemberSnapshot(
                    host: hosts[Int(member.host)].address, mac: hosts[Int(member.host)].mac,
                    version: Int(member.version), state: state(of: member), mode: member.mode,
                    sources: (0..<Int(member.sources.count)).map {
                        IPv4Address(rawValue: arena[member.sources, $0])
                    },
                    joinedAt: member.isHeard ? member.joinedAt : nil,
                    lastReportAt: member.isHeard ? member.lastReportAt : nil))
        }
        found.sort { $0.host < $1.host }
        return found
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
            && (windows.isPending(lastHeard: member.lastReportAt)
                || groups[place].windows.isPending(lastHeard: member.lastReportAt))
        return isPending ? .queryPending : .reporting
    }
}

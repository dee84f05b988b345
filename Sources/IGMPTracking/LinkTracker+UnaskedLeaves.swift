import IGMPWire

/// Leaves after which the querier owes a query, and sends none.
extension LinkTracker {
    /// A member has left a group: a router that forwards it asks at once whether anybody stays (RFC 2236
    /// section 3, RFC 9776 section 6.4.2), and has as much time for that as ``GroupLeaves/patience`` says.
    ///
    /// Nobody owes a query where no querier is elected or the one that is leaves itself; where it, or the
    /// link, or the group works in an older version, in which leaves of this one mean nothing (RFC 9776
    /// section 7.3.2); and while the group is being asked for already.
    ///
    /// - Parameter version: of the message that says it: 2, or 3 for a record.
    mutating func expectQuery(of group: UInt32, by host: IPv4Address, version: Int) {
        let place = Int(group)
        guard recordsLapses, !groups[place].isLocal, groups[place].filter.isForwarding,
            groups[place].queryDueAt.nanoseconds == .max,
            let elected = routers.elected, elected != host, let querier = routers.querier(elected),
            querier.version >= version, routerVersion >= version, groups[place].version(at: now) > 1,
            now.since(groups[place].askedAt) > routers.learned.lastMemberQueryTime + Question.tolerance
        else { return }
        groups[place].queryDueAt = now.advanced(by: GroupLeaves.patience)
        arm(group)
    }

    /// Whether a record that blocks the sources in `listed` calls for a query: in INCLUDE mode for those that
    /// are forwarded. What it calls for in EXCLUDE mode, and in an older version, cannot be told when it has
    /// been applied, or is nothing (RFC 9776 sections 6.4.2 and 7.3.2).
    func blocksForwarded(of group: UInt32) -> Bool {
        let place = Int(group)
        guard groups[place].filter.mode == .include, groups[place].version(at: now) == 3 else { return false }
        for index in listed.indices
        where groups[place].filter.forwards(IPv4Address(rawValue: listed[index]), at: now).isForwarded { return true }
        return false
    }

    /// No query has come in time. It is nobody's fault where the group has ended, or where the querier has
    /// changed meanwhile.
    mutating func noteUnaskedLeave(of group: UInt32) {
        let place = Int(group)
        let leftAt = groups[place].queryDueAt.advanced(by: Interval(nanoseconds: -GroupLeaves.patience.nanoseconds))
        groups[place].queryDueAt = Timestamp(nanoseconds: .max)
        guard groups[place].filter.isForwarding, let endsAt = groups[place].filter.endsAt,
            let elected = routers.elected, let querier = routers.querier(elected),
            routers.history.recent.last.map({ $0.at < leftAt }) ?? false
        else { return }
        lapses.append(
            Lapse(
                at: now, kind: .unaskedLeave(endsAt: endsAt), host: elected, mac: querier.mac,
                group: groups[place].address))
    }
}

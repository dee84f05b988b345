import IGMPTracking
import IGMPWire

/// What a router forwards, and what follows leaves.
extension DelayModel {
    /// What a router on the link knows of one group.
    private struct RouterState {
        var everySourceUntil: Int?
        var sourcesUntil: [IPv4Address: Int] = [:]
        /// Of the last general query.
        var tenths = 100

        /// RV × QI + 2 × QRI (RFC 9776 section 8.4).
        var membershipTime: Int { 2 * 125 * DelayModel.second + 2 * tenths * 100_000 }

        /// When forwarding ends; nil where nothing is forwarded.
        var end: Int? { ([everySourceUntil].compactMap { $0 } + sourcesUntil.values).max() }
    }

    /// The first leave since the group was last reported, and the one that a query is awaited for.
    private struct Leave {
        let at: Int
        let host: IPv4Address
    }

    /// Goes through the packets of one group. Returns them without the specific
    /// queries that come when the group is not there.
    mutating func follow(_ group: IPv4Address, _ items: [Item], _ history: MembershipHistory) -> [(Int, Item)] {
        var router = RouterState()
        var first: Leave?
        var awaited: Leave?
        var lastQuery: Int?
        var length = 0
        var kept: [(Int, Item)] = []

        func end(by now: Int) {
            guard let end = router.end, end <= now else {
                router.sourcesUntil = router.sourcesUntil.filter { $0.value > now }
                if let until = router.everySourceUntil, until <= now { router.everySourceUntil = nil }
                return
            }
            if let leave = first {
                leaveLatency.append(ModelDelay(delay: end - leave.at, host: leave.host, group: group))
            }
            first = nil
            router.everySourceUntil = nil
            router.sourcesUntil = [:]
        }

        func giveUp(by now: Int) {
            guard let leave = awaited, now - leave.at > 10 * Self.second else { return }
            leavesWithoutQuery += 1
            awaited = nil
        }

        for (place, item) in items.enumerated() {
            end(by: item.at)
            var isLeave = false
            switch item.kind {
            case .query(let tenths, true, _):
                router.tenths = tenths
            case .query(let tenths, false, let sources):
                guard router.end != nil || history.hasMember(at: item.at) else { continue }
                giveUp(by: item.at)
                let lastMemberQueryTime = robustness * tenths * 100_000
                if let leave = awaited {
                    leaveToQuery.append(ModelDelay(delay: item.at - leave.at, host: leave.host, group: group))
                }
                if awaited == nil, let last = lastQuery, item.at - last <= lastMemberQueryTime + Self.tolerance {
                    querySpacing.append(ModelDelay(delay: item.at - last, host: .unspecified, group: group))
                    length += 1
                } else {
                    if length > 0 { series.append(length) }
                    length = 1
                }
                awaited = nil
                lastQuery = item.at
                let lowered = item.at + lastMemberQueryTime
                if sources.isEmpty {
                    router.everySourceUntil = router.everySourceUntil.map { min($0, lowered) }
                } else {
                    for source in sources {
                        router.sourcesUntil[source] = router.sourcesUntil[source].map { min($0, lowered) }
                    }
                }
            case .report, .record(.modeIsExclude, _), .record(.changeToExclude, _):
                router.everySourceUntil = item.at + router.membershipTime
                router.sourcesUntil = [:]
                first = nil
            case .leave:
                isLeave = true
            case .record(.blockOldSources, _):
                isLeave = history.roles[place] == .leaves
            case .record(_, let sources):
                for source in sources { router.sourcesUntil[source] = item.at + router.membershipTime }
                if !sources.isEmpty { first = nil }
                isLeave = history.roles[place] == .leaves
            }
            if isLeave, router.end != nil {
                leaves += 1
                giveUp(by: item.at)
                let leave = Leave(at: item.at, host: item.host)
                awaited = awaited ?? leave
                first = first ?? leave
            }
            kept.append((place, item))
        }
        end(by: self.end)
        giveUp(by: self.end)
        if length > 0 { series.append(length) }
        return kept
    }
}

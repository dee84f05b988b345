/// What has happened by now, and will be counted when somebody is heard again.
struct UnsettledTiming: Sendable {
    /// Answers that members have not given since they were last heard, by the scope of
    /// the query.
    private var missingGeneral: UInt64 = 0
    private var missingGroup: UInt64 = 0
    /// The same by the places of hosts and groups in the tracker.
    private(set) var missingOfHosts: [UInt64]
    private(set) var missingOfGroups: [UInt64]
    /// Changes that were not repeated as often as they should have been.
    private(set) var short: UInt64 = 0
    private(set) var shortOfHosts: [UInt64]
    /// Leaves that no query followed.
    private(set) var unasked: UInt64 = 0

    init(_ tracker: borrowing LinkTracker) {
        missingOfHosts = Array(repeating: 0, count: tracker.hosts.count)
        missingOfGroups = Array(repeating: 0, count: tracker.groups.count)
        shortOfHosts = Array(repeating: 0, count: tracker.hosts.count)
        for place in tracker.members.indices where tracker.members[place].group != Member.none {
            let member = tracker.members[place]
            let missing = tracker.missing(of: member)
            missingGeneral += UInt64(missing.general)
            missingGroup += UInt64(missing.group)
            missingOfHosts[Int(member.host)] += missing.sum
            missingOfGroups[Int(member.group)] += missing.sum
            if tracker.isShort(member) {
                short += 1
                shortOfHosts[Int(member.host)] += 1
            }
        }
        for place in tracker.groupTimings.indices where tracker.groupTimings[place].isKept {
            unasked += tracker.groupTimings[place].leaves.unaskedNotCounted(at: tracker.now)
        }
    }

    func missing(of scope: QueryScope) -> UInt64 {
        switch scope {
        case .general: missingGeneral
        case .group: missingGroup
        case .groupAndSource: 0
        }
    }
}

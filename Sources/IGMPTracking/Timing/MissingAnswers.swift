/// The answers that members have not given since they were last heard: they are in no
/// count yet.
struct MissingAnswers: Sendable {
    private var general: UInt64 = 0
    private var group: UInt64 = 0
    /// By the places of hosts and groups in the tracker.
    private(set) var ofHosts: [UInt64]
    private(set) var ofGroups: [UInt64]

    init(_ tracker: borrowing LinkTracker) {
        ofHosts = Array(repeating: 0, count: tracker.hosts.count)
        ofGroups = Array(repeating: 0, count: tracker.groups.count)
        for place in tracker.members.indices where tracker.members[place].group != Member.none {
            let member = tracker.members[place]
            let missing = tracker.missing(of: member)
            general += UInt64(missing.general)
            group += UInt64(missing.group)
            ofHosts[Int(member.host)] += missing.sum
            ofGroups[Int(member.group)] += missing.sum
        }
    }

    func count(of scope: QueryScope) -> UInt64 {
        switch scope {
        case .general: general
        case .group: group
        case .groupAndSource: 0
        }
    }
}

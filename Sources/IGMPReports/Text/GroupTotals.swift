import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// What all groups of a link come to, and how wide a table of them is.
struct GroupTotals {
    private(set) var groups = 0
    private(set) var forwarded = 0
    private(set) var memberships = 0
    /// Groups with members for which no router forwards, those of 224.0.0.0/24 left out.
    private(set) var starved = 0
    /// Whether a group works in version 1 or 2, where a report silences other members.
    private(set) var hasLowerBounds = false
    /// The groups that end first unless they are reported again, up to ``endingLimit``.
    private(set) var ending: [(group: IPv4Address, at: Timestamp)] = []
    private(set) var widestGroup = 0
    private(set) var widestReporter = 0
    private(set) var mostSources = 0
    private(set) var mostMembers = 0

    private static let endingLimit = 3

    init() {}

    init(of link: Link) {
        link.state.tracker.forEachGroup { tracker, group in
            count(group, isStarved: GroupTotals.isStarved(group, tracker))
        }
    }

    mutating func count(_ group: GroupSnapshot, isStarved: Bool) {
        groups += 1
        memberships += group.memberCount
        if group.isForwarding { forwarded += 1 }
        if isStarved { starved += 1 }
        if group.memberCountIsLowerBound { hasLowerBounds = true }
        if group.isForwarding, let endsAt = group.endsAt { noteEnding(group.address, at: endsAt) }
        widestGroup = max(widestGroup, group.address.description.utf8.count)
        widestReporter = max(widestReporter, group.lastReporter.description.utf8.count)
        mostSources = max(mostSources, group.sources.count)
        mostMembers = max(mostMembers, group.memberCount)
    }

    private mutating func noteEnding(_ group: IPv4Address, at end: Timestamp) {
        guard ending.count < Self.endingLimit || end < ending[ending.count - 1].at else { return }
        if ending.count == Self.endingLimit { ending.removeLast() }
        let place = ending.firstIndex { end < $0.at } ?? ending.count
        ending.insert((group, end), at: place)
    }

    /// Whether hosts want the group and no router on the link has a reason to forward it.
    static func isStarved(_ group: GroupSnapshot, _ tracker: borrowing LinkTracker) -> Bool {
        guard !group.isForwarding, !group.address.isLocalGroup else { return false }
        return tracker.members(of: group).contains { $0.state != .leaving }
    }
}

import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// What all groups of a link come to, and how wide a table of them is.
struct GroupTotals {
    private(set) var groups = 0
    /// Those of 224.0.0.0/24.
    private(set) var local = 0
    private(set) var forwarded = 0
    private(set) var memberships = 0
    /// Groups with members for which no router forwards any more; those of 224.0.0.0/24, and memberships
    /// that routers ignore, left out.
    private(set) var starved = 0
    /// Groups all of whose members routers ignore.
    private(set) var ignored = 0
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
            count(group, GroupTotals.supply(of: group, tracker))
        }
    }

    mutating func count(_ group: GroupSnapshot, _ supply: Supply) {
        groups += 1
        if group.address.isLocalGroup { local += 1 }
        memberships += group.memberCount
        if group.isForwarding { forwarded += 1 }
        if supply == .starved { starved += 1 }
        if supply == .ignored { ignored += 1 }
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

    /// What a group's members get.
    enum Supply {
        /// It is forwarded, or nobody wants it.
        case forwarded
        /// A member asked for it as one should, and no router has a reason to forward it any more.
        case starved
        /// Its members name no source in 232.0.0.0/8: routers ignore that, and never forwarded it for
        /// them (RFC 4604 section 2.2.1).
        case ignored
    }

    static func supply(of group: GroupSnapshot, _ tracker: borrowing LinkTracker) -> Supply {
        guard !group.isForwarding, !group.address.isLocalGroup else { return .forwarded }
        let members = tracker.members(of: group).filter { $0.state != .leaving }
        guard !members.isEmpty else { return .forwarded }
        let isHeeded =
            !group.address.isSourceSpecificGroup || members.contains { $0.version == 3 && $0.mode == .include }
        return isHeeded ? .starved : .ignored
    }
}

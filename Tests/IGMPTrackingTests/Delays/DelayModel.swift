import IGMPTracking
import IGMPWire

/// A delay in microseconds, and whose.
struct ModelDelay: Hashable, Comparable {
    let delay: Int
    let host: IPv4Address
    let group: IPv4Address

    static func < (left: ModelDelay, right: ModelDelay) -> Bool {
        (left.delay, left.host, left.group) < (right.delay, right.host, right.group)
    }
}

/// Delays worked out from a list of packets, one group after the other, each time looking
/// through the list: slow, plain, and sharing nothing with the tracker.
struct DelayModel {
    /// What one packet says of one group.
    struct Item {
        enum Kind {
            case query(tenths: Int, isGeneral: Bool, sources: [IPv4Address])
            case report
            case leave
            case record(RecordType, [IPv4Address])
        }

        let at: Int
        let host: IPv4Address
        let kind: Kind
    }

    var answers: [QueryScope: [ModelDelay]] = [:]
    var late: [IPv4Address: Int] = [:]
    var missing: [IPv4Address: Int] = [:]
    var missingByGroup: [IPv4Address: Int] = [:]
    var leaves = 0
    var leavesWithoutQuery = 0
    var leaveToQuery: [ModelDelay] = []
    var leaveLatency: [ModelDelay] = []
    var querySpacing: [ModelDelay] = []
    /// The lengths of all series of specific queries.
    var series: [Int] = []
    var repeatIntervals: [ModelDelay] = []

    let robustness: Int
    /// Until when time goes on, in microseconds.
    let end: Int

    static let second = 1_000_000
    static let tolerance = 500_000

    init(_ packets: [DelayPacket], robustness: Int, end: Int) {
        self.robustness = robustness
        self.end = end
        var groups: Set<IPv4Address> = []
        for packet in packets {
            switch packet.kind {
            case .query: break
            case .report(let group), .leave(let group): groups.insert(group)
            case .records(let records): groups.formUnion(records.map(\.group))
            }
        }
        for group in groups.sorted() {
            let items = Self.items(of: group, in: packets)
            let history = MembershipHistory(items, robustness: robustness)
            let heard = follow(group, items, history)
            timeOlderAnswers(of: group, heard)
            timeAnswers(of: group, heard, history)
        }
    }

    private static func items(of group: IPv4Address, in packets: [DelayPacket]) -> [Item] {
        packets.flatMap { packet -> [Item] in
            switch packet.kind {
            case .query(let asked, let sources, let tenths):
                guard asked == nil || asked == group else { return [] }
                let kind = Item.Kind.query(tenths: tenths, isGeneral: asked == nil, sources: sources)
                return [Item(at: packet.at, host: packet.host, kind: kind)]
            case .report(let reported):
                return reported == group ? [Item(at: packet.at, host: packet.host, kind: .report)] : []
            case .leave(let left):
                return left == group ? [Item(at: packet.at, host: packet.host, kind: .leave)] : []
            case .records(let records):
                return records.filter { $0.group == group }.map {
                    Item(at: packet.at, host: packet.host, kind: .record($0.type, $0.sources))
                }
            }
        }
    }
}

/// When each host was a member of a group, from its own packets alone.
struct MembershipHistory {
    /// What an item of a version 3 host is to its membership.
    enum Role {
        case joins, stays, rejoins, leaves, repeatsLeave, nothing
    }

    /// By place in the list of items.
    private(set) var roles: [Int: Role] = [:]
    /// From when until when somebody was a member, or might have repeated a leave.
    private(set) var spans: [Range<Int>] = []

    init(_ items: [DelayModel.Item], robustness: Int) {
        for host in Set(items.map(\.host)) { follow(host, items, robustness) }
    }

    func hasMember(at now: Int) -> Bool { spans.contains { $0.contains(now) } }

    private mutating func follow(_ host: IPv4Address, _ items: [DelayModel.Item], _ robustness: Int) {
        var memberSince: Int?
        var leavingUntil: Int?
        var sources: Set<IPv4Address> = []
        for (place, item) in items.enumerated() where item.host == host {
            if let since = memberSince, let until = leavingUntil, until <= item.at {
                spans.append(since..<until)
                (memberSince, leavingUntil) = (nil, nil)
            }
            switch item.kind {
            case .query:
                break
            case .report:
                memberSince = memberSince ?? item.at
            case .leave:
                if let since = memberSince { spans.append(since..<item.at) }
                memberSince = nil
            case .record(let type, let listed):
                let isEnd =
                    type == .changeToInclude && listed.isEmpty
                    || type == .blockOldSources && sources.subtracting(listed).isEmpty
                if !isEnd {
                    roles[place] = memberSince == nil ? .joins : leavingUntil == nil ? .stays : .rejoins
                    memberSince = memberSince ?? item.at
                    leavingUntil = nil
                    if type == .blockOldSources { sources.subtract(listed) } else { sources = Set(listed) }
                } else if let since = memberSince, leavingUntil != nil {
                    // For a robustness of 2 the second copy is the last.
                    roles[place] = .repeatsLeave
                    spans.append(since..<item.at)
                    (memberSince, leavingUntil) = (nil, nil)
                } else if memberSince != nil {
                    roles[place] = .leaves
                    // Those that leave are looked at once a second.
                    leavingUntil = (item.at + robustness * DelayModel.second) / DelayModel.second * DelayModel.second
                } else {
                    roles[place] = .nothing
                }
            }
        }
        if let since = memberSince { spans.append(since..<(leavingUntil ?? .max)) }
    }
}

import IGMPWire

/// What traffic has to do with members, worked out from the list of all that happened.
///
/// Plain, slow, and apart from the code that it is there to check: one group at a time,
/// the whole list before it.
struct DataModel {
    struct Group {
        var packets = 0
        var bytes = 0
        var withoutMember = 0
        var bySource: [IPv4Address: (packets: Int, bytes: Int, withoutMember: Int)] = [:]
        /// In microseconds.
        var toFirstPacket: [Int] = []
        var toLastPacket: [Int] = []
        var joins = 0
        var alreadyFlowing = 0
        var joinsWithoutPacket = 0
        var leaves = 0
        var leavesWithoutPacket = 0
        var stillFlowing = 0
    }

    private struct Packet {
        let at: Int
        let source: IPv4Address
        let length: Int
        var isWanted: Bool
        /// Its place in the list of all that happened.
        let place: Int
    }

    private struct Span {
        let from: Int
        let fromPlace: Int
        var to = Int.max
        var toPlace = Int.max
    }

    private(set) var groups: [IPv4Address: Group] = [:]
    private static let second = 1_000_000
    private static let membership = 270 * second
    private static let lastMemberQueryTime = 2 * second

    init(_ scene: DataScene) {
        for group in DataScene.groups {
            let events = scene.events.enumerated().filter { $1.group == group }.map { (place: $0, event: $1) }
            groups[group] = Self.group(events, end: scene.end)
        }
    }

    private static func group(_ events: [(place: Int, event: DataSceneEvent)], end: Int) -> Group {
        let packets = packets(in: events)
        let spans = spans(in: events)
        var group = Group()
        for packet in packets {
            group.packets += 1
            group.bytes += packet.length
            group.bySource[packet.source, default: (0, 0, 0)].packets += 1
            group.bySource[packet.source, default: (0, 0, 0)].bytes += packet.length
            guard !packet.isWanted else { continue }
            group.withoutMember += 1
            group.bySource[packet.source, default: (0, 0, 0)].withoutMember += 1
        }
        for (number, span) in spans.enumerated() {
            group.joins += 1
            let before = packets.last { $0.place < span.fromPlace }
            if let before, span.from - before.at <= 2 * second { group.alreadyFlowing += 1 }
            let inside = packets.filter { $0.isWanted && $0.place > span.fromPlace && $0.place < span.toPlace }
            if let first = inside.first {
                group.toFirstPacket.append(first.at - span.from)
            } else {
                group.joinsWithoutPacket += 1
            }
            guard span.to != .max else { continue }
            group.leaves += 1
            let next = number + 1 < spans.count ? spans[number + 1] : Span(from: end, fromPlace: .max)
            let gaps = zip(inside, inside.dropFirst()).map { $1.at - $0.at }
            let silence = max(2 * second, 2 * (gaps.max() ?? 0))
            // Packets of sources that somebody wanted since the join, up to each of them.
            var wantedFrom: [IPv4Address: Int] = [:]
            for packet in packets where packet.isWanted && packet.place > span.fromPlace {
                if wantedFrom[packet.source] == nil { wantedFrom[packet.source] = packet.place }
            }
            let after = packets.filter { packet in
                packet.place > span.toPlace && packet.place < next.fromPlace
                    && wantedFrom[packet.source].map { $0 <= packet.place } ?? false
            }
            var last = span.to
            for packet in after {
                guard packet.at - last <= silence else { break }
                last = packet.at
            }
            let isAny = after.first.map { $0.at - span.to <= silence } ?? false
            let stoppedAt = after.first { $0.at > last }?.at ?? next.from
            if !isAny {
                group.leavesWithoutPacket += 1
            } else if stoppedAt - last > silence {
                group.toLastPacket.append(last - span.to)
            } else {
                group.stillFlowing += 1
            }
        }
        return group
    }

    /// From each join of a first member to the leave of the last.
    private static func spans(in events: [(place: Int, event: DataSceneEvent)]) -> [Span] {
        var spans: [Span] = []
        var members: Set<IPv4Address> = []
        for (place, event) in events {
            switch event.kind {
            case .join(let host, _):
                if members.isEmpty { spans.append(Span(from: event.at, fromPlace: place)) }
                members.insert(host)
            case .leave(let host, _):
                members.remove(host)
                if members.isEmpty, !spans.isEmpty {
                    spans[spans.count - 1].to = event.at
                    spans[spans.count - 1].toPlace = place
                }
            default: break
            }
        }
        return spans
    }

    /// The packets, each with whether a router would forward it (RFC 9776 section 6.3), or
    /// where it forwards nothing of the group, whether there is a member.
    private static func packets(in events: [(place: Int, event: DataSceneEvent)]) -> [Packet] {
        var packets: [Packet] = []
        var members: Set<IPv4Address> = []
        /// Until when each source is forwarded; nil stands for all of them.
        var until: [IPv4Address?: Int] = [:]
        for (place, event) in events {
            let now = event.at
            switch event.kind {
            case .join(let host, let source):
                members.insert(host)
                until[source] = now + membership
            case .answer(_, let source): until[source] = now + membership
            case .leave(let host, _): members.remove(host)
            case .query(let source):
                if let deadline = until[source], deadline > now {
                    until[source] = min(deadline, now + lastMemberQueryTime)
                }
            case .generalQuery: break
            case .packet(let source, let length):
                let forwarded = until.filter { $0.value > now }
                let isWanted =
                    forwarded.isEmpty ? !members.isEmpty : forwarded[nil] != nil || forwarded[source] != nil
                packets.append(Packet(at: now, source: source, length: length, isWanted: isWanted, place: place))
            }
        }
        return packets
    }
}

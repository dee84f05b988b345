import IGMPWire
import TestSupport

/// One thing that happens on a link with traffic, in microseconds since the start.
struct DataSceneEvent {
    enum Kind: Hashable {
        /// A member of a group: for any source, or for one.
        case join(host: IPv4Address, source: IPv4Address?)
        case answer(host: IPv4Address, source: IPv4Address?)
        case leave(host: IPv4Address, source: IPv4Address?)
        /// For a group, or one source of it.
        case query(source: IPv4Address?)
        case generalQuery
        case packet(source: IPv4Address, length: Int)
    }

    let at: Int
    let group: IPv4Address
    let kind: Kind
}

/// A link on which members come and go while sources send, drawn at random.
///
/// Members of 239.1.1.x want all sources, those of 232.1.1.x one each. They answer every
/// query, and the querier asks after every leave, as RFC 9776 section 6.4.2 has it.
struct DataScene {
    private(set) var events: [DataSceneEvent] = []
    let end: Int
    private var random: SeededGenerator

    static let second = 1_000_000
    static let groups = (1...4).map { IPv4Address(239, 1, 1, $0) } + (1...3).map { IPv4Address(232, 1, 1, $0) }
    static let sources = (1...3).map { IPv4Address(192, 0, 2, $0) }
    static let hosts = (1...2).map { IPv4Address(10, 0, 0, 10 + $0) }

    init(seconds: Int, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        end = seconds * Self.second
        for group in Self.groups {
            addPackets(to: group)
            addMembers(of: group)
        }
        for second in stride(from: 1, to: seconds, by: 60) {
            events.append(DataSceneEvent(at: second * Self.second, group: .unspecified, kind: .generalQuery))
        }
        let order = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        events = order.map(\.element).filter { $0.at < end }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// Each source sends for a while, at a pace that varies, and pauses.
    private mutating func addPackets(to group: IPv4Address) {
        for source in Self.sources {
            var now = number(0...20 * Self.second)
            while now < end {
                let stop = now + number(0...[4, 40][number(0...1)] * Self.second)
                let pace = [100_000, 300_000, 1_000_000, 4_000_000][number(0...3)]
                while now < stop {
                    events.append(
                        DataSceneEvent(
                            at: now, group: group, kind: .packet(source: source, length: number(20...1500))))
                    now += pace + number(0...pace / 2)
                }
                now = stop + number(0...30 * Self.second)
            }
        }
    }

    private mutating func addMembers(of group: IPv4Address) {
        var current: [IPv4Address: IPv4Address?] = [:]
        var now = number(0...10 * Self.second)
        var nextGeneral = Self.second
        while now < end {
            while nextGeneral <= now {
                for (host, source) in current.sorted(by: { $0.key < $1.key }) {
                    add(.answer(host: host, source: source), group, at: nextGeneral + 1)
                }
                nextGeneral += 60 * Self.second
            }
            let host = Self.hosts[number(0...1)]
            if let source = current[host] {
                current[host] = nil
                add(.leave(host: host, source: source), group, at: now)
                for repetition in 0..<2 {
                    let askedAt = now + 10_000 + repetition * Self.second
                    add(.query(source: source), group, at: askedAt)
                    for (other, its) in current.sorted(by: { $0.key < $1.key }) where its == source {
                        add(.answer(host: other, source: its), group, at: askedAt + 100_000)
                    }
                }
            } else {
                let source = group.isSourceSpecificGroup ? Self.sources[number(0...2)] : nil
                current[host] = .some(source)
                add(.join(host: host, source: source), group, at: now)
            }
            // Nothing happens while answers are under way.
            now += 1_200_000 + number(0...[1, 10, 40][number(0...2)] * Self.second)
        }
    }

    private mutating func add(_ kind: DataSceneEvent.Kind, _ group: IPv4Address, at time: Int) {
        events.append(DataSceneEvent(at: time, group: group, kind: kind))
    }
}

import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: time")
struct LinkTrackerTimeTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 11)

    @Test("A packet from before the last one is taken at the last one's time")
    func backwards() {
        var link = TrackedLink()
        link.report(group, from: host)
        link.wait(until: TrackedLink.start.advanced(by: .seconds(-1_000)))
        link.report(group, from: host)
        #expect(link.state(host, of: group) == .idle)
        #expect(link.tracker.now == TrackedLink.start)
        #expect(link.member(host, of: group)?.lastReportAt == TrackedLink.start)
        link.tracker.advance(to: TrackedLink.start.advanced(by: .seconds(-5_000)))
        #expect(link.tracker.now == TrackedLink.start)
    }

    @Test("Packets at the ends of time and in any order neither trap nor hang")
    func endsOfTime() {
        let times: [Int64] = [.min, .min + 1, -1, 0, 1_700_000_000_000_000_000, .max - 1, .max, .max, 5, .min]
        var link = TrackedLink()
        for time in times {
            link.wait(until: Timestamp(nanoseconds: time))
            link.queryV3(code: 255, robustness: 7, intervalCode: 255)
            link.query(code: 0)
            link.query()
            link.report(group, from: host)
            link.record(.allowNewSources, IPv4Address(239, 1, 1, 2), [host], from: host)
            link.record(.changeToInclude, group, from: IPv4Address(10, 0, 0, 12))
            link.record(.modeIsExclude, group, from: IPv4Address(10, 0, 0, 12))
            link.query(code: 10, group: group)
        }
        #expect(link.tracker.now == Timestamp(nanoseconds: .max))
        #expect(link.groups().map(\.group.address) == [group, IPv4Address(239, 1, 1, 2)])
        #expect(link.tracker.counts.packets == UInt64(8 * times.count))
    }

    @Test("What a group's timers leave behind does not pile up")
    func timers() {
        var link = TrackedLink()
        link.queryV3(robustness: 7, intervalCode: 255)
        for _ in 0..<500 {
            // Armed for days, then for nothing at all.
            link.record(.modeIsExclude, group, from: host)
            link.record(.changeToInclude, group, from: host)
            link.queryV3(group: group, code: 0, robustness: 7, intervalCode: 255)
            link.advance(.seconds(100))
            #expect(link.tracker.groupCount == 0)
        }
        #expect(link.tracker.timers.count <= 100)
    }

    /// Anything that may be heard, drawn at random.
    private static func hear(_ link: inout TrackedLink, _ random: inout SeededGenerator) {
        let groups =
            (1...4).map { IPv4Address(239, 1, 1, $0) }
            + [IPv4Address(224, 0, 0, 9), IPv4Address(232, 1, 1, 1)]
        let group = groups.randomElement(using: &random) ?? .unspecified
        let host = IPv4Address(10, 0, 0, UInt8.random(in: 20...26, using: &random))
        let querier = IPv4Address(10, 0, 0, UInt8.random(in: 1...3, using: &random))
        let sources = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
            IPv4Address(192, 0, 2, UInt8.random(in: 1...6, using: &random))
        }
        let code = ([0, 1, 10, 100, 200] as [UInt8]).randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<12, using: &random) {
        case 0: link.query(code: code, from: querier)
        case 1:
            let robustness = UInt8.random(in: 0...3, using: &random)
            link.queryV3(code: code, robustness: robustness, intervalCode: 40, from: querier)
        case 2: link.query(code: code, group: group, from: querier)
        case 3: link.queryV3(group: group, code: code, suppress: sources.count == 1, sources: sources, from: querier)
        case 4: link.query(code: 0, from: querier, to: group)
        case 5: link.leave(group, from: host)
        case 6: link.report(version: 1, group, from: host)
        case 7: link.report(version: 2, group, from: host)
        default: link.record(RecordType(rawValue: .random(in: 1...6, using: &random)), group, sources, from: host)
        }
    }

    @Test("It makes no difference how often a tracker is asked to run its timers", arguments: 0..<6)
    func oftenOrSeldom(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var ticks = SeededGenerator(seed: ~seed)
        var seldom = TrackedLink()
        var often = TrackedLink()
        for step in 0..<1_500 {
            let span = [0, 200, 3_000, 30_000, 200_000][Int.random(in: 0..<5, using: &random)]
            let interval = Interval.milliseconds(span == 0 ? 0 : Int.random(in: 0...span, using: &random))
            for _ in 0..<Int.random(in: 0..<8, using: &ticks) {
                let part = Int64.random(in: 0...interval.nanoseconds, using: &ticks)
                often.tracker.advance(to: often.now.advanced(by: Interval(nanoseconds: part)))
            }
            seldom.wait(interval)
            often.wait(interval)
            var same = random
            Self.hear(&seldom, &random)
            Self.hear(&often, &same)
            guard step % 100 == 99 else { continue }
            #expect(seldom.tracker.changes == often.tracker.changes)
            let (one, other) = (seldom.groups(), often.groups())
            #expect(one.map(\.group.address) == other.map(\.group.address))
            #expect(one.map(\.group.createdAt) == other.map(\.group.createdAt))
            #expect(one.map(\.group.expiresAt) == other.map(\.group.expiresAt))
            #expect(one.map(\.group.sources) == other.map(\.group.sources))
            #expect(one.map { $0.members.map(\.host) } == other.map { $0.members.map(\.host) })
            #expect(one.map { $0.members.map(\.state) } == other.map { $0.members.map(\.state) })
            #expect(seldom.tracker.groupCount == often.tracker.groupCount)
            #expect(seldom.tracker.routerVersion == often.tracker.routerVersion)
        }
        #expect(seldom.tracker.changes.count > 500)
    }

    @Test("Every change told is a change: joined and left, created and expired take turns", arguments: 0..<6)
    func turns(seed: UInt64) {
        struct Membership: Hashable {
            let group: IPv4Address
            let host: IPv4Address
        }
        var random = SeededGenerator(seed: seed)
        var link = TrackedLink()
        var members: Set<Membership> = []
        var groups: Set<IPv4Address> = []
        var querier: IPv4Address?
        var version: Int?
        for _ in 0..<3_000 {
            link.wait(.milliseconds(Int.random(in: 0...20_000, using: &random)))
            Self.hear(&link, &random)
            for change in link.changes() {
                switch change {
                case .memberJoined(let group, let host, _):
                    #expect(members.insert(Membership(group: group, host: host)).inserted)
                case .memberLeft(let group, let host, _):
                    #expect(members.remove(Membership(group: group, host: host)) != nil)
                case .groupCreated(let group):
                    #expect(groups.insert(group).inserted)
                case .groupExpired(let group):
                    #expect(groups.remove(group) != nil)
                case .querierElected(let address):
                    #expect(querier == nil)
                    querier = address
                case .querierChanged(let old, let new):
                    #expect(querier == old && new != old)
                    querier = new
                case .querierLost(let address):
                    #expect(querier == address)
                    querier = nil
                case .routerVersionChanged(let old, let new):
                    #expect(old == version ?? old && new != old)
                    version = new
                }
            }
        }
        let seen = link.groups()
        let held = seen.flatMap { seen in
            seen.members.filter { $0.state != .leaving }.map {
                Membership(group: seen.group.address, host: $0.host)
            }
        }
        #expect(Set(held) == members)
        #expect(Set(seen.filter(\.group.isForwarding).map(\.group.address)).isSubset(of: groups))
        #expect(link.tracker.routers.elected == querier)
    }
}

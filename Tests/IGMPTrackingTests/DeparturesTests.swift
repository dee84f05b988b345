import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("Departures")
struct DeparturesTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 10)
    private let source = IPv4Address(192, 0, 2, 1)

    @Test("Each way of ending a membership is kept with its time and reason")
    func reasons() throws {
        var link = TrackedLink()
        link.queryV3()
        link.report(group, from: host)
        link.wait(.seconds(1))
        link.leave(group, from: host)
        link.record(.changeToExclude, group, from: host)
        link.wait(.seconds(1))
        link.record(.changeToInclude, group, from: host)
        link.wait(.seconds(1))
        link.record(.allowNewSources, group, [source], from: host)
        link.record(.blockOldSources, group, [source], from: host)
        link.record(.modeIsExclude, group, from: host)
        // Beyond what the first query asked.
        link.wait(.seconds(11))
        for _ in 0..<2 {
            link.queryV3()
            link.wait(.seconds(20))
        }
        link.advance(.seconds(0))
        let departed = link.tracker.departures.recent
        try #require(departed.count == 4)
        #expect(link.tracker.departures.count == 4)
        #expect(departed.map(\.reason) == [.leave, .toIncludeEmpty, .block, .unanswered])
        #expect(departed.allSatisfy { $0.host == host && $0.group == group })
        #expect(departed.map(\.version) == [2, 3, 3, 3])
        func after(_ seconds: Double) -> Timestamp {
            TrackedLink.start.advanced(by: Interval(nanoseconds: Int64(seconds * 1e9)))
        }
        // The last went when the second query's time was over, half a second of grace included.
        #expect(departed.prefix(3).map(\.at) == [after(1), after(2), after(3)])
        let last = departed[3].at.since(after(34 + 10.5))
        #expect(last >= .seconds(0) && last < .milliseconds(1))
        #expect(departed.map(\.joinedAt) == [after(0), after(1), after(3), after(3)])
    }

    @Test("A repeated leave is one departure, and one of nobody none")
    func once() {
        var link = TrackedLink()
        link.leave(group, from: host)
        #expect(link.tracker.departures.count == 0)
        link.record(.changeToExclude, group, from: host)
        link.record(.changeToInclude, group, from: host)
        link.record(.changeToInclude, group, from: host)
        link.leave(group, from: host)
        #expect(link.tracker.departures.count == 1)
    }

    @Test("A membership that was only told of has no time of joining")
    func toldOf() {
        var link = TrackedLink()
        link.tracker.addKnownMember(host: host, group: group)
        link.leave(group, from: host)
        #expect(link.tracker.departures.recent.map(\.joinedAt) == [nil])
    }

    @Test("The last are kept, the oldest first, and all are counted", arguments: [63, 64, 65, 200])
    func bounded(count: Int) {
        var departures = Departures()
        for number in 0..<count {
            departures.note(
                Departure(
                    group: group, host: host, version: 2, joinedAt: nil, at: Timestamp(nanoseconds: Int64(number)),
                    reason: .leave))
        }
        #expect(departures.count == UInt64(count))
        let kept = max(0, count - 64)..<count
        #expect(departures.recent.map(\.at.nanoseconds) == kept.map(Int64.init))
    }
}

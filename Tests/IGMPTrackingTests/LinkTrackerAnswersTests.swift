import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: answers to queries")
struct LinkTrackerAnswersTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let other = IPv4Address(239, 1, 1, 2)
    private let host = IPv4Address(10, 0, 0, 11)
    private let second = IPv4Address(10, 0, 0, 12)

    /// In time, late, missing, and the delays in milliseconds.
    private struct Seen: Equatable, CustomStringConvertible {
        var inTime: UInt64 = 0
        var late: UInt64 = 0
        var missing: UInt64 = 0
        var delays: [Int64] = []

        var description: String { "\(inTime) in time, \(late) late, \(missing) missing, after \(delays)" }
    }

    private func seen(_ link: borrowing TrackedLink, _ scope: QueryScope? = nil) -> Seen {
        let timing = link.tracker.timingSnapshot()
        let answers = scope.map { timing.answers(to: $0) } ?? timing.answers
        let scopes = scope.map { [$0] } ?? QueryScope.allCases
        let delays = scopes.flatMap { link.tracker.timing.answers.places(of: $0) }.map {
            link.tracker.timing.answers[$0].delay.nanoseconds / 1_000_000
        }
        return Seen(
            inTime: answers.inTime, late: answers.late, missing: answers.missing, delays: delays.sorted())
    }

    private func seen(_ link: borrowing TrackedLink, of host: IPv4Address) -> Seen {
        var seen = Seen()
        let timing = link.tracker.timingSnapshot()
        link.tracker.forEachHost(timing) { snapshot in
            guard snapshot.address == host else { return }
            seen = Seen(
                inTime: snapshot.answers.inTime, late: snapshot.answers.late, missing: snapshot.answers.missing,
                delays: timing.answersByHost.delays(of: host) { link.tracker.timing.answers[$0] }
                    .map { $0.nanoseconds / 1_000_000 })
        }
        return seen
    }

    /// A version 3 host in the group for a minute.
    private func member(_ version: Int = 3) -> TrackedLink {
        var link = TrackedLink()
        if version == 3 { link.record(.changeToExclude, group, from: host) } else { link.report(group, from: host) }
        link.wait(.seconds(60))
        return link
    }

    @Test("The first report after a query answers it, and no other", arguments: [2, 3])
    func first(version: Int) {
        var link = member(version)
        link.queryV3()
        for delay in [1_234, 1_000, 500] {
            link.wait(.milliseconds(delay))
            if version == 3 { link.record(.modeIsExclude, group, from: host) } else { link.report(group, from: host) }
        }
        let expected = Seen(inTime: 1, delays: [1_234])
        #expect(seen(link) == expected)
        #expect(seen(link, .general) == expected)
        #expect(seen(link, of: host) == expected)
    }

    @Test("A report that changes the state is no answer, and what follows it is not counted either")
    func stateChange() {
        var link = member()
        link.queryV3()
        link.wait(.seconds(1))
        link.record(.changeToExclude, group, from: host)
        link.wait(.seconds(1))
        link.record(.modeIsExclude, group, from: host)
        link.advance(.seconds(100))
        #expect(seen(link) == Seen())
    }

    @Test("A version 3 host that was not known answers with a current-state record; with another it joins")
    func unknown() {
        var link = TrackedLink()
        link.queryV3()
        link.wait(.seconds(2))
        link.record(.modeIsExclude, group, from: host)
        link.record(.changeToExclude, group, from: second)
        link.report(other, from: host)
        #expect(seen(link) == Seen(inTime: 1, delays: [2_000]))
        // Too late for the query, it is no answer of somebody unknown.
        link.wait(.milliseconds(8_501))
        link.record(.modeIsExclude, other, from: second)
        #expect(seen(link) == Seen(inTime: 1, delays: [2_000]))
    }

    @Test("Half a second after the Max Resp Time an answer is late; ten seconds later it is none", arguments: [2, 3])
    func late(version: Int) {
        let delays: [(Int, Seen)] = [
            (10_500, Seen(inTime: 1, delays: [10_500])), (10_501, Seen(late: 1, delays: [10_501])),
            (20_500, Seen(late: 1, delays: [20_500])), (20_501, Seen(missing: 1)),
        ]
        for (delay, expected) in delays {
            var link = member(version)
            link.queryV3()
            link.wait(.milliseconds(delay))
            if version == 3 { link.record(.modeIsExclude, group, from: host) } else { link.report(group, from: host) }
            #expect(seen(link) == expected, "after \(delay) ms")
            #expect(seen(link, of: host) == expected, "after \(delay) ms")
            link.advance(.seconds(300))
            #expect(seen(link) == expected, "after \(delay) ms and a while")
        }
    }

    @Test("An answer is missing once its time is over, and is counted once", arguments: [2, 3])
    func missing(version: Int) {
        var link = member(version)
        link.queryV3(robustness: 7)
        link.advance(.milliseconds(10_500))
        #expect(seen(link) == Seen())
        link.advance(.milliseconds(1))
        #expect(seen(link) == Seen(missing: 1))
        #expect(seen(link, of: host) == Seen(missing: 1))
        link.wait(.seconds(100))
        link.queryV3(robustness: 7)
        link.wait(.seconds(1))
        if version == 3 { link.record(.modeIsExclude, group, from: host) } else { link.report(group, from: host) }
        #expect(seen(link) == Seen(inTime: 1, missing: 1, delays: [1_000]))
        // Those of a member that is given up stay counted.
        for _ in 0..<7 {
            link.wait(.seconds(100))
            link.queryV3(robustness: 7)
        }
        link.advance(.seconds(100))
        #expect(link.groups().allSatisfy { $0.members.isEmpty })
        #expect(seen(link) == Seen(inTime: 1, missing: 8, delays: [1_000]))
        #expect(seen(link, of: host) == Seen(inTime: 1, missing: 8, delays: [1_000]))
    }

    @Test("A member that leaves owes what was asked in vain, not what was open")
    func leaving() {
        for (wait, missing) in [(5, 0), (20, 1)] {
            var link = member()
            link.queryV3()
            link.wait(.seconds(wait))
            link.record(.changeToInclude, group, from: host)
            link.advance(.seconds(100))
            #expect(seen(link) == Seen(missing: UInt64(missing)))
        }
    }

    @Test("A report of another host answers for those of version 1 and 2, and for none of version 3")
    func suppression() {
        var link = TrackedLink()
        for _ in 0..<2 {
            link.report(group, from: host)
            link.report(group, from: second)
            link.record(.modeIsExclude, other, from: host)
            link.record(.modeIsExclude, other, from: second)
        }
        link.wait(.seconds(60))
        link.queryV3()
        link.wait(.seconds(3))
        link.report(group, from: second)
        link.record(.modeIsExclude, other, from: second)
        link.advance(.seconds(30))
        #expect(seen(link) == Seen(inTime: 2, missing: 1, delays: [3_000, 3_000]))
        #expect(seen(link, of: host) == Seen(missing: 1))
        // Silent for its time, it was put to silence: this is a report of its own accord.
        link.report(group, from: host)
        #expect(seen(link, of: host) == Seen(missing: 1))
        // Where none reports, all are silent.
        link.queryV3()
        link.advance(.seconds(30))
        #expect(seen(link, of: host).missing == 3)
        #expect(seen(link, of: second).missing == 2)
    }

    @Test("A query that comes before the one before it has had its time takes its place")
    func superseded() {
        var link = member()
        link.queryV3(code: 10)
        link.wait(.seconds(1))
        link.queryV3(code: 10)
        link.wait(.milliseconds(250))
        link.record(.modeIsExclude, group, from: host)
        link.advance(.seconds(60))
        #expect(seen(link) == Seen(inTime: 1, delays: [250]))
    }

    @Test("An answer is counted from the latest query that it is in time for")
    func scopes() {
        var link = member()
        link.queryV3(code: 100)
        link.wait(.seconds(2))
        link.queryV3(group: group, code: 10)
        link.wait(.milliseconds(700))
        link.record(.modeIsExclude, group, from: host)
        #expect(seen(link, .group) == Seen(inTime: 1, delays: [700]))
        // That time for the general query only: the other was for less than a second.
        link = member()
        link.queryV3(code: 100)
        link.wait(.seconds(2))
        link.queryV3(group: group, code: 10)
        link.wait(.seconds(3))
        link.record(.modeIsExclude, group, from: host)
        #expect(seen(link, .general) == Seen(inTime: 1, delays: [5_000]))
        #expect(seen(link, .group) == Seen(missing: 1))
    }

    @Test("A query for sources is answered by IS_IN, and leaves no answer missing")
    func sources() {
        let source = IPv4Address(192, 0, 2, 1)
        var link = TrackedLink()
        link.record(.allowNewSources, group, [source], from: host)
        link.wait(.seconds(60))
        link.queryV3(group: group, code: 10, sources: [source])
        link.wait(.milliseconds(300))
        link.record(.modeIsInclude, group, [source], from: host)
        #expect(seen(link) == Seen(inTime: 1, delays: [300]))
        #expect(seen(link, .groupAndSource) == Seen(inTime: 1, delays: [300]))
        link.queryV3(group: group, code: 10, sources: [source])
        link.advance(.seconds(60))
        #expect(seen(link, .groupAndSource) == Seen(inTime: 1, delays: [300]))
    }

    @Test("The answer to a query for sources says nothing of the mode and of other sources")
    func sourcesAnswered() {
        let sources = (1...3).map { IPv4Address(192, 0, 2, $0) }
        var link = TrackedLink()
        link.record(.changeToExclude, group, [sources[0]], from: host)
        link.record(.changeToInclude, group, Array(sources.prefix(2)), from: second)
        link.wait(.seconds(60))
        link.queryV3(group: group, code: 10, sources: Array(sources.dropFirst()))
        link.wait(.milliseconds(300))
        link.record(.modeIsInclude, group, Array(sources.dropFirst()), from: host)
        link.record(.modeIsInclude, group, [sources[1]], from: second)
        #expect(link.member(host, of: group)?.mode == .exclude)
        #expect(link.member(host, of: group)?.sources == [sources[0]])
        #expect(link.member(second, of: group)?.mode == .include)
        #expect(link.member(second, of: group)?.sources == Array(sources.prefix(2)))
        // Without such a query it says all.
        link.wait(.seconds(60))
        link.record(.modeIsInclude, group, [sources[1]], from: host)
        link.record(.modeIsInclude, group, [sources[1]], from: second)
        #expect(link.member(host, of: group)?.mode == .include)
        #expect(link.member(second, of: group)?.sources == [sources[1]])
    }

    @Test("Groups of 224.0.0.0/24 are never asked for")
    func local() {
        let local = IPv4Address(224, 0, 0, 251)
        var link = TrackedLink()
        link.report(local, from: host)
        link.record(.modeIsExclude, local, from: second)
        link.queryV3()
        link.wait(.seconds(1))
        link.report(local, from: host)
        link.record(.modeIsExclude, local, from: second)
        link.advance(.seconds(300))
        #expect(seen(link) == Seen())
    }

    @Test("After a version 1 report, other hosts may sleep through one query")
    func asleep() {
        var link = TrackedLink()
        link.report(group, from: second)
        link.report(version: 1, group, from: host)
        link.wait(.seconds(30))
        link.queryV3()
        link.advance(.seconds(30))
        #expect(seen(link) == Seen())
        link.queryV3()
        link.advance(.seconds(30))
        #expect(seen(link).missing == 2)
    }

    @Test("What a group was asked is counted for it again when it comes back")
    func groups() {
        var link = member()
        link.queryV3()
        link.wait(.seconds(1))
        link.record(.modeIsExclude, group, from: host)
        link.record(.changeToInclude, group, from: host)
        link.advance(.seconds(600))
        #expect(link.tracker.groupCount == 0)
        link.record(.changeToExclude, group, from: second)
        link.wait(.seconds(1))
        link.queryV3()
        link.wait(.seconds(2))
        link.record(.modeIsExclude, group, from: second)
        let timing = link.tracker.timingSnapshot()
        var delays: [UInt64] = []
        link.tracker.forEachGroup { tracker, group in
            let answers = tracker.timing(of: group, timing).answers
            delays.append(answers.inTime)
            #expect(answers.delays.summary.maximum == .seconds(2))
            #expect(answers.delays.keptCount == 2)
        }
        #expect(delays == [2])
    }
}

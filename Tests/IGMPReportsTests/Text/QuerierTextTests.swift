import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct QuerierTextTests {
    private static let v2Query = PacketBuilder.igmp(type: 0x11, code: 100)

    private func time(_ seconds: Int) -> String {
        var clock = PacketClock(from: ReportScene.start, to: ReportScene.start)
        return clock.time(ReportScene.start.advanced(by: .seconds(seconds)))
    }

    @Test("The elected querier is told with its interval, the next query and when it is given up")
    func elected() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.query(at: 124)
        scene.query(at: 250)
        let lines = scene.lines()
        #expect(lines.contains("Querier 10.0.0.1, 02:00:00:00:00:01, v3, 3 queries since \(time(0))"))
        #expect(
            lines.contains(
                "general queries every 125 s as advertised, 124 s to 126 s measured (mean 125 s, jitter 1 s)"))
        // 2 x 125 s + 10 s / 2 (RFC 9776 section 8.5).
        #expect(lines.contains("next general query due \(time(375)), else given up at \(time(505))"))
        #expect(lines.contains("Version 3: 10.0.0.1 queries in version 3, last at \(time(250))"))
        #expect(
            lines.contains(
                "Timers robustness 2, query interval 125 s, response within 10 s, last member query 1 s (default),"
                    + " groups die after 270 s"))
    }

    @Test("A query that is late is called overdue, one just due is not")
    func overdue() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(125)))
        #expect(!scene.text().contains("overdue"))
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(126)))
        #expect(
            scene.lines().contains(
                "last general query \(time(0)): the next is overdue; given up at \(time(255))"))
    }

    @Test("A querier that has been silent too long is lost, and what that means is said")
    func lost() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(254)))
        #expect(!scene.text().contains("lost"))
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(255)))
        let lines = scene.lines()
        #expect(lines.contains("Querier lost: 10.0.0.1, silent since \(time(0))"))
        #expect(lines.contains { $0.contains("snooping switches let groups die") })
    }

    @Test("Nobody and a proxy alone are told apart")
    func absence() {
        var scene = ReportScene()
        scene.report(group, host: 1, at: 0)
        #expect(scene.lines().contains("Querier none seen in 0 s"))
        #expect(scene.lines().contains("Version 2: no query seen, and hosts start with this version"))
        scene.send(Self.v2Query, from: .unspecified, to: .allSystems, at: 1)
        #expect(scene.lines().contains { $0.hasPrefix("Querier none elected: only 0.0.0.0 queries") })
        #expect(
            scene.lines().contains { $0.hasPrefix("0.0.0.0 queries: hosts answer it, but it is not in the election") })
        #expect(scene.text().contains("--membership-interval"))
        #expect(!scene.text().contains("do not repeat their reports"))
        var told = AnalysisOptions()
        told.membershipInterval = .seconds(100)
        var other = ReportScene(options: told)
        other.send(Self.v2Query, from: .unspecified, to: .allSystems, at: 1)
        #expect(other.text().contains("is not taken over") && !other.text().contains("--membership-interval"))
        #expect(scene.lines().contains { $0.hasPrefix("Others 0.0.0.0 (proxy, not in the election) v2 1 query") })
        // A specific query takes part in the election (RFC 9776 section 6.6.2).
        let specific = PacketBuilder.igmp(type: 0x11, code: 10, group: group)
        scene.send(specific, from: IPv4Address(10, 0, 0, 3), to: group, at: 2)
        #expect(scene.lines().contains { $0.hasPrefix("Querier 10.0.0.3,") })
    }

    @Test("For how long no querier was seen is told, and that it says little as long as one may be silent for it")
    func watchedFor() {
        for (seconds, saysLittle) in [(254, true), (255, false)] {
            var scene = ReportScene()
            scene.report(group, host: 1, at: 0)
            scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(seconds)))
            let lines = scene.lines()
            #expect(lines.contains("Querier none seen in 4 min \(seconds - 240) s"))
            #expect(
                lines.contains("that says little: a querier may be silent for 125 s, and is missed after 255 s")
                    == saysLittle)
            #expect(lines.contains { $0.hasPrefix("without queries hosts do not repeat") } != saysLittle)
        }
    }

    @Test("Without a query, version 3 reports tell what hosts speak")
    func unaskedVersion() {
        var scene = ReportScene()
        scene.include(IPv4Address(239, 1, 1, 7), [IPv4Address(192, 0, 2, 1)], host: 1, at: 0)
        let expected = "Version unknown: no query seen; hosts report in version 3, and do so until an older query comes"
        #expect(scene.lines().contains(expected))
    }

    @Test("Of a link that carries nothing, that is told and no more")
    func nothingHeard() {
        var scene = ReportScene.silent(seconds: 254)
        let early = scene.lines()
        #expect(
            early.contains(
                "Silent eth0: no IGMP at all was heard in 4 min 14 s; whether anybody queries shows after 255 s"))
        #expect(!early.contains { $0.hasPrefix("Querier") })
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(255)))
        let lines = scene.lines()
        #expect(lines.contains("Querier none seen in 4 min 15 s: no IGMP at all was heard"))
        #expect(lines.contains { $0.hasPrefix("warning nobody_queries,") })
        #expect(!lines.contains { $0.hasPrefix("Silent") || $0.hasPrefix("Version") || $0.hasPrefix("Messages") })
    }

    @Test("An older querier beside the elected one explains the version")
    func olderQuerier() {
        var scene = ReportScene()
        scene.query(at: 0)
        #expect(!scene.text().contains("Others"))
        scene.send(Self.v2Query, from: IPv4Address(10, 0, 0, 9), to: .allSystems, at: 10)
        let lines = scene.lines()
        #expect(lines.contains("Others 10.0.0.9 v2 1 query last \(time(10))"))
        #expect(
            lines.contains(
                "Version 2: 10.0.0.9 queries in version 2, last at \(time(10)), and the oldest version counts"))
    }

    @Test("An interval that is not advertised is expected to last as long as the longest measured")
    func notAdvertised() {
        var scene = ReportScene()
        for second in [0, 30, 90] {
            scene.send(Self.v2Query, from: IPv4Address(10, 0, 0, 9), to: .allSystems, at: second)
        }
        let lines = scene.lines()
        #expect(
            lines.contains(
                "general queries at an interval that is not advertised, 30 s to 60 s measured (mean 45 s, jitter 15 s)")
        )
        #expect(lines.contains { $0.hasPrefix("next general query due \(time(150)), else given up at ") })
    }

    @Test("Queries without reports are pointed out once they had to be answered, and reports of one host alone")
    func silence() {
        var scene = ReportScene()
        scene.query(at: 0)
        #expect(!scene.text().contains("Silence"))
        scene.query(at: 125)
        #expect(scene.text().contains("Silence"))
        scene.report(group, host: 1, at: 126)
        #expect(!scene.text().contains("Silence"))
        #expect(scene.text().contains("Vantage   reports of one host alone"))
        scene.report(group, host: 2, at: 127)
        #expect(!scene.text().contains("Vantage"))
    }

    @Test("Routers known by other messages are told with their kind")
    func otherRouters() {
        var scene = ReportScene()
        let advertisement = PacketBuilder.igmp(type: 0x30, code: 20)
        scene.send(advertisement, from: IPv4Address(10, 0, 0, 4), to: IPv4Address(224, 0, 0, 106), at: 5)
        #expect(scene.lines().contains("Routers 10.0.0.4 mrd last \(time(5))"))
    }
}

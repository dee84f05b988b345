import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule no_querier")
struct NoQuerierRuleTests {
    @Test("255 s without a query are found where somebody is a member, not a moment sooner")
    func patience() {
        var link = WatchedLink()
        link.report()
        link.advance(254.999)
        #expect(link.codes == [])
        link.advance(0.001)
        #expect(link.codes == ["no_querier"])
        #expect(link.findings[0].host == nil && link.findings[0].text.contains("since 0 s"))
    }

    @Test("A group of 232.0.0.0/8 is in use where a source is named; what routers ignore loses nothing")
    func ignored() {
        let channel = IPv4Address(232, 1, 1, 1)
        for (type, expected) in [(RecordType.allowNewSources, "no_querier"), (.changeToExclude, "nobody_queries")] {
            var link = WatchedLink()
            link.record(type, channel, type == .allowNewSources ? [IPv4Address(192, 0, 2, 1)] : [])
            link.advance(255)
            #expect(link.codes.first == expected)
            // Somebody asks for it as one should.
            link.record(.allowNewSources, channel, [IPv4Address(192, 0, 2, 1)], from: IPv4Address(10, 0, 0, 6))
            link.advance(255)
            #expect(link.codes.first == "no_querier")
        }
    }

    @Test("As long as it lasts it is found again and again")
    func lasting() {
        var link = WatchedLink()
        for _ in 0..<8 {
            link.record(.changeToExclude)
            link.wait(100)
        }
        #expect(link.findings(of: .noQuerier).map(\.count) == [2])
        #expect(link.findings(of: .noQuerier).map { $0.lastAt.since($0.firstAt) } == [.seconds(255)])
    }

    @Test("Without members nobody needs a querier: none, those that are gone, and groups in 224.0.0.0/24")
    func members() {
        var options = AnalysisOptions()
        options.membershipInterval = .seconds(100)
        var link = WatchedLink(options: options)
        link.report(IPv4Address(224, 0, 0, 251))
        link.record(.changeToInclude, WatchedLink.group, [IPv4Address(192, 0, 2, 1)])
        link.wait(100)
        link.record(.blockOldSources, WatchedLink.group, [IPv4Address(192, 0, 2, 1)])
        link.advance(500)
        #expect(link.codes == ["nobody_queries", "link_local_group"])
        // Who comes later is there when it is next looked at.
        link.report()
        link.wait(90)
        link.report()
        link.advance(80)
        #expect(link.codes == ["no_querier", "nobody_queries", "link_local_group"])
    }

    @Test("A general query ends it for good, one from 0.0.0.0 puts it off, a group's changes nothing")
    func queries() {
        for (source, group, expected) in [
            (WatchedLink.querier, IPv4Address.unspecified, 0), (.unspecified, .unspecified, 1),
        ] {
            var link = WatchedLink()
            link.report()
            link.wait(200)
            link.queryV3(group: group, from: source)
            link.record(.changeToExclude)
            link.advance(254)
            #expect(link.findings(of: .noQuerier).count == 0)
            link.record(.changeToExclude)
            link.advance(2)
            #expect(link.findings(of: .noQuerier).count == expected)
        }
    }
}

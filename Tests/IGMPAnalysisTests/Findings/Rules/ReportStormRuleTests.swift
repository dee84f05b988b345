import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule report_storm")
struct ReportStormRuleTests {
    /// A link where `count` reports came from a host, evenly within `seconds`.
    private static func link(_ count: Int, within seconds: Double, version: Int = 3) -> WatchedLink {
        var link = WatchedLink()
        version == 2 ? link.query() : link.queryV3()
        for _ in 0..<count {
            version == 2 ? link.report() : link.record(.modeIsExclude)
            link.wait(seconds / Double(count))
        }
        return link
    }

    @Test("More than 200 reports within ten seconds, and eight for each group, are a storm")
    func boundaries() {
        for version in [2, 3] {
            #expect(Self.link(208, within: 5, version: version).findings(of: .reportStorm).isEmpty)
            #expect(Self.link(209, within: 5, version: version).findings(of: .reportStorm).count == 1)
            #expect(Self.link(209, within: 11, version: version).findings(of: .reportStorm).isEmpty)
        }
    }

    @Test("It is counted once for each ten seconds, and tells how much it was")
    func counting() {
        let link = Self.link(3000, within: 29)
        #expect(link.findings(of: .reportStorm).map(\.count) == [3])
        #expect(link.findings(of: .reportStorm)[0].text.contains("more than 208 reports within 10 s for 1 group:"))
        #expect(link.findings(of: .reportStorm)[0].group == nil)
    }

    @Test("A host of many groups that joins, answers and leaves them all at once, twice each, is none")
    func manyGroups() {
        var link = WatchedLink()
        let groups = (0..<1000).map { IPv4Address(rawValue: IPv4Address(239, 1, 0, 0).rawValue + UInt32($0)) }
        for type in [RecordType.changeToExclude, .changeToExclude, .modeIsExclude, .changeToInclude, .changeToInclude] {
            if type == .modeIsExclude { link.queryV3() }
            for group in groups { link.record(type, group) }
            link.wait(0.9)
        }
        #expect(link.findings(of: .reportStorm).isEmpty)
    }

    @Test("Many hosts that answer one query are none")
    func manyHosts() {
        var link = WatchedLink()
        link.queryV3()
        for host in 0..<2000 {
            link.record(.modeIsExclude, from: IPv4Address(rawValue: IPv4Address(10, 0, 1, 0).rawValue + UInt32(host)))
        }
        #expect(link.findings(of: .reportStorm).isEmpty)
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule unheard_report")
struct UnheardReportRuleTests {
    @Test("A version 3 answer to a version 2 query is found, in time for it and not later")
    func answer() {
        for (wait, isFound) in [(10.0, true), (10.1, false)] {
            var link = WatchedLink()
            link.query(code: 100)
            link.wait(wait)
            link.record(.modeIsExclude)
            #expect(link.codes == (isFound ? ["unheard_report"] : []))
        }
    }

    @Test("A join is no answer: the host may not have heard the query")
    func join() {
        var link = WatchedLink()
        link.query()
        link.wait(1)
        link.record(.changeToExclude)
        link.record(.allowNewSources, WatchedLink.group, [IPv4Address(192, 0, 2, 1)])
        #expect(link.codes == [])
    }

    @Test("Where a version 3 query was heard within a minute, that may be what is answered")
    func otherQuery() {
        for (wait, isFound) in [(55.0, false), (55.1, true)] {
            var link = WatchedLink()
            link.queryV3(group: WatchedLink.group)
            link.wait(wait)
            link.query()
            link.wait(5)
            link.record(.modeIsExclude)
            #expect(link.findings(of: .unheardReport).count == (isFound ? 1 : 0))
        }
    }

    @Test("A version 3 querier is answered in version 3")
    func versionThree() {
        var link = WatchedLink()
        link.queryV3()
        link.wait(1)
        link.record(.modeIsExclude)
        #expect(link.codes == [])
    }
}

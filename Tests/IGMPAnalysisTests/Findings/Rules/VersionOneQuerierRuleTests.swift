import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules v1_querier and v2_querier")
struct VersionOneQuerierRuleTests {
    @Test("A query with Max Resp Code 0 is of version 1, with 1 it is not")
    func versionOne() {
        for (code, isFound) in [(UInt8(0), true), (1, false)] {
            var link = WatchedLink()
            link.query(code: code)
            #expect(link.codes == (isFound ? ["v1_querier"] : []))
        }
        var link = WatchedLink()
        link.queryV3(code: 0)
        #expect(link.codes == [])
    }

    @Test("A version 2 querier is found where somebody has spoken version 3")
    func versionTwo() {
        var link = WatchedLink()
        link.query()
        link.report()
        link.query()
        #expect(link.codes == [])
        link.record(.changeToExclude, from: IPv4Address(10, 0, 0, 6))
        link.query(group: WatchedLink.group)
        #expect(link.codes == [])
        link.query()
        #expect(link.codes == ["v2_querier"])
        #expect(link.findings[0].host == WatchedLink.querier)
    }
}

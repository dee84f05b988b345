import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule unanswered_queries")
struct UnansweredQueriesRuleTests {
    /// A link where `count` queries were answered.
    private static func link(answered count: Int) -> WatchedLink {
        var link = WatchedLink()
        link.record(.changeToExclude)
        for _ in 0..<count {
            link.wait(125)
            link.queryV3()
            link.wait(1)
            link.record(.modeIsExclude)
        }
        return link
    }

    @Test("Who has answered and does not any more is found when two queries have had their time")
    func patience() {
        var link = Self.link(answered: 1)
        link.wait(124)
        link.queryV3()
        link.advance(100)
        #expect(link.codes == [])
        link.wait(25)
        link.queryV3()
        link.advance(10.5)
        #expect(link.codes == [])
        link.advance(0.001)
        #expect(link.codes == ["unanswered_queries"])
        // Last heard at 126 s, with a Group Membership Interval of 270 s.
        #expect(link.findings[0].text.contains("2 queries in a row") && link.findings[0].text.contains("396 s"))
    }

    @Test("A host that leaves is not asked any more")
    func leave() {
        var link = Self.link(answered: 1)
        link.record(.changeToInclude)
        link.wait(0.5)
        link.record(.changeToInclude)
        for _ in 0..<3 {
            link.wait(125)
            link.queryV3()
        }
        link.advance(60)
        #expect(link.codes == ["unasked_leave"])
    }

    @Test("Group queries in quick succession after another's leave are one question")
    func groupQueries() {
        var link = Self.link(answered: 1)
        link.wait(10)
        link.record(.changeToExclude, from: IPv4Address(10, 0, 0, 6))
        link.wait(10)
        link.record(.changeToInclude, from: IPv4Address(10, 0, 0, 6))
        link.queryV3(group: WatchedLink.group, code: 10)
        link.wait(1)
        link.queryV3(group: WatchedLink.group, code: 10)
        link.advance(60)
        #expect(link.codes == [])
    }

    @Test("A version 2 report while a query is open may have been an answer, later it is a join")
    func firstReport() {
        for (wait, code) in [(10.5, "unanswered_queries"), (10.6, "never_answers")] {
            var link = WatchedLink()
            link.query()
            link.wait(wait)
            link.report()
            for _ in 0..<2 {
                link.wait(110)
                link.query()
            }
            link.advance(60)
            #expect(link.codes == [code])
        }
    }

    @Test("Of version 2 only the last to report is at fault: the others may have left in silence")
    func versionTwo() {
        var link = WatchedLink()
        for host in [IPv4Address(10, 0, 0, 6), WatchedLink.host] {
            link.query()
            link.wait(2)
            link.report(from: host)
            link.wait(123)
        }
        for _ in 0..<2 {
            link.query()
            link.wait(125)
        }
        link.advance(1)
        #expect(link.codes == ["unanswered_queries"])
        #expect(link.findings[0].host == WatchedLink.host)
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule queries_only")
struct QueriesOnlyRuleTests {
    /// Two general queries, the second of which has just been sent.
    private static func link(before: (inout WatchedLink) -> Void = { _ in }) -> WatchedLink {
        var link = WatchedLink()
        before(&link)
        link.queryV3()
        link.wait(125)
        link.queryV3()
        return link
    }

    @Test("Two queries that have had their time without a report are found, not a moment sooner")
    func patience() {
        var link = Self.link()
        link.advance(10.5)
        #expect(link.codes == [])
        link.advance(0.001)
        #expect(link.codes == ["queries_only"])
        #expect(link.findings[0].host == nil && link.findings[0].text.hasPrefix("2 general queries"))
    }

    @Test("Any report or leave, before or in between, shows that hosts are heard")
    func reports() {
        for kind in 0..<3 {
            var link = Self.link { link in
                switch kind {
                case 0: link.record(.changeToExclude)
                case 1: link.report()
                default: link.leave()
                }
            }
            link.advance(60)
            #expect(link.findings(of: .queriesOnly).isEmpty)
        }
    }

    @Test("Queries closer together than the response time are one, and those for a group ask not everybody")
    func oneQuestion() {
        var link = WatchedLink()
        link.queryV3()
        link.wait(10)
        link.queryV3()
        link.advance(60)
        link.queryV3(group: WatchedLink.group)
        link.advance(60)
        #expect(link.codes == [])
    }

    @Test("It counts every further query that nobody answers, and ends with the first report")
    func counting() {
        var link = Self.link()
        link.wait(125)
        link.queryV3()
        link.wait(125)
        link.record(.changeToExclude)
        link.queryV3()
        link.advance(60)
        #expect(link.findings(of: .queriesOnly).map(\.count) == [2])
    }
}

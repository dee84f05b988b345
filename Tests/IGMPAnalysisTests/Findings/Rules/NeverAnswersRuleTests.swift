import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule never_answers")
struct NeverAnswersRuleTests {
    private static let other = IPv4Address(10, 0, 0, 6)

    /// A link with `count` queries, 125 s apart, the last of which has just been sent.
    private static func link(asked count: Int, join: (inout WatchedLink) -> Void) -> WatchedLink {
        var link = WatchedLink()
        join(&link)
        for number in 0..<count {
            link.wait(number == 0 ? 100 : 125)
            link.queryV3()
        }
        return link
    }

    @Test("Two general queries without an answer since the join are found when the second has had its time")
    func patience() {
        var link = Self.link(asked: 2) { $0.record(.changeToExclude) }
        link.advance(10.5)
        #expect(link.codes == [])
        link.advance(0.001)
        #expect(link.codes == ["never_answers"])
        #expect(link.findings[0].host == WatchedLink.host && link.findings[0].group == WatchedLink.group)
        // Joined at 0 s, with a Group Membership Interval of 270 s.
        #expect(link.findings[0].text.contains("the last 2 general queries") && link.findings[0].text.contains("270 s"))
    }

    @Test("One query, and an answer to one, are not found")
    func answered() {
        var asked = Self.link(asked: 1) { $0.record(.changeToExclude) }
        asked.advance(60)
        #expect(asked.codes == [])
        var link = Self.link(asked: 1) { $0.record(.changeToExclude) }
        link.wait(1)
        link.record(.modeIsExclude)
        for _ in 0..<2 {
            link.wait(125)
            link.queryV3()
        }
        link.advance(60)
        #expect(link.codes == ["unanswered_queries"])
    }

    @Test("A query that was sent before the join asks nothing, and a leave ends it")
    func leave() {
        var link = WatchedLink()
        link.queryV3()
        link.wait(1)
        link.record(.changeToExclude)
        link.wait(124)
        link.queryV3()
        link.wait(60)
        link.record(.changeToInclude)
        link.wait(65)
        link.queryV3()
        link.advance(60)
        #expect(link.codes == ["unasked_leave"])
    }

    @Test("As often as the querier's robustness says")
    func robustness() {
        for (count, isFound) in [(2, false), (3, true)] {
            var link = WatchedLink()
            link.record(.changeToExclude)
            for _ in 0..<count {
                link.wait(125)
                link.queryV3(robustness: 3)
            }
            link.advance(60)
            #expect(link.codes == (isFound ? ["never_answers"] : []))
        }
    }

    @Test(
        "In version 2 another host's answer makes its own needless; without one the last to report is at fault"
    )
    func versionTwo() {
        for isAnswered in [true, false] {
            var link = WatchedLink()
            link.report(from: Self.other)
            link.wait(1)
            link.report()
            for _ in 0..<3 {
                link.wait(125)
                link.query()
                link.wait(2)
                if isAnswered { link.report(from: Self.other) }
            }
            link.advance(60)
            #expect(link.codes == (isAnswered ? [] : ["never_answers"]))
            #expect(link.findings.allSatisfy { $0.host == WatchedLink.host })
        }
    }

    @Test("Hosts that a version 2 querier keeps in version 2 hold their reports back: their silence is none")
    func fallenBack() {
        var link = WatchedLink()
        link.record(.changeToExclude)
        link.record(.changeToExclude, from: Self.other)
        for _ in 0..<3 {
            link.wait(100)
            link.query()
            link.wait(1)
            link.report(from: Self.other)
        }
        link.advance(60)
        #expect(link.findings(of: .neverAnswers).isEmpty && link.findings(of: .unansweredQueries).isEmpty)
    }

    @Test("Where packets are missing from the capture, the message says so")
    func losses() {
        var link = Self.link(asked: 2) { $0.record(.changeToExclude) }
        link.advance(60)
        #expect(link.findings[0].text.contains("missing from the capture") == false)
        link.noteLosses()
        #expect(link.findings[0].text.contains("missing from the capture"))
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule late_answer")
struct LateAnswerRuleTests {
    /// A member of version 3 that has answered once.
    private static func link() -> WatchedLink {
        var link = WatchedLink()
        link.record(.changeToExclude)
        link.wait(30)
        link.queryV3(code: 100)
        return link
    }

    @Test("An answer after the Max Resp Time and half a second is late, up to ten seconds more")
    func boundaries() {
        for (delay, isFound) in [(10.0, false), (10.5, false), (10.501, true), (20.5, true), (20.501, false)] {
            var link = Self.link()
            link.wait(delay)
            link.record(.modeIsExclude)
            #expect(link.codes == (isFound ? ["late_answer"] : []), "\(delay) s")
        }
    }

    @Test("It tells who, for which group, how late, and what was allowed")
    func text() {
        var link = Self.link()
        link.wait(13.2)
        link.record(.modeIsExclude)
        #expect(link.findings.first?.host == WatchedLink.host && link.findings.first?.group == WatchedLink.group)
        #expect(link.findings.first?.text.contains("13.2 s after the query, instead of within 10 s") == true)
    }

    @Test("Queries closer together than the response time are one question: the last one counts")
    func severalQueries() {
        var link = Self.link()
        link.wait(9)
        link.queryV3(code: 100)
        link.wait(10)
        link.record(.modeIsExclude)
        #expect(link.codes == [])
    }

    @Test("A join and a report that nobody asked for are no answers")
    func noAnswer() {
        var link = Self.link()
        link.wait(2)
        link.record(.modeIsExclude)
        link.wait(10)
        link.record(.modeIsExclude)
        link.record(.changeToExclude, IPv4Address(239, 1, 1, 2))
        #expect(link.codes == [])
    }

    @Test("Of version 2 the last to report answers late; another one may have left in silence and joined again")
    func versionTwo() {
        let other = IPv4Address(10, 0, 0, 6)
        for (last, isFound) in [(WatchedLink.host, true), (other, false)] {
            var link = WatchedLink()
            for host in [WatchedLink.host, other, last] {
                link.report(from: host)
                link.wait(1)
            }
            link.wait(30)
            link.query()
            link.wait(12)
            link.report()
            #expect(link.codes == (isFound ? ["late_answer"] : []))
        }
    }

    @Test("Version 1 has no leave: a report after the query's time may be a new join")
    func versionOne() {
        var link = WatchedLink()
        link.query(code: 0)
        link.report(version: 1)
        link.wait(60)
        link.query(code: 0)
        link.wait(12)
        link.report(version: 1)
        #expect(link.findings(of: .lateAnswer).isEmpty)
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule repeated_join")
struct RepeatedJoinRuleTests {
    private static let source = IPv4Address(192, 0, 2, 1)

    /// A link with a querier that asks for nothing any more.
    private static func link() -> WatchedLink {
        var link = WatchedLink()
        link.queryV3()
        link.wait(20)
        return link
    }

    @Test("Copies of a join that the robustness calls for, and one more, are right; three beyond are not")
    func copies() {
        for (count, isFound) in [(5, false), (6, true)] {
            var link = Self.link()
            for _ in 0..<count {
                link.record(.changeToExclude)
                link.wait(1)
            }
            #expect(link.codes == (isFound ? ["repeated_join"] : []))
        }
    }

    @Test("Three joins of what is joined already are found, within a minute of one another")
    func joins() {
        for (gap, expected) in [(60.0, [1]), (60.1, [])] {
            var link = Self.link()
            for _ in 0..<4 {
                link.record(.changeToExclude)
                link.wait(gap)
            }
            #expect(link.findings(of: .repeatedJoin).map(\.count) == expected.map(UInt64.init))
        }
    }

    @Test("Joins after leaves, and of other sources, are new")
    func changes() {
        var link = Self.link()
        for number in 1...5 {
            link.record(.changeToExclude)
            link.wait(5)
            link.record(.changeToInclude)
            link.wait(5)
            link.record(.allowNewSources, IPv4Address(232, 1, 2, 1), [IPv4Address(192, 0, 2, UInt8(number))])
        }
        #expect(link.codes == ["unasked_leave"])
    }

    @Test("A source that is asked for already is asked for again")
    func sources() {
        var link = Self.link()
        for _ in 0..<4 {
            link.record(.changeToInclude, IPv4Address(232, 1, 1, 1), [Self.source])
            link.wait(5)
        }
        #expect(link.codes == ["repeated_join"])
        #expect(link.findings[0].text.contains("3 times in a row"))
    }

    @Test("Answers to queries are no joins, in either version")
    func answers() {
        for version in [2, 3] {
            var link = WatchedLink()
            for _ in 0..<10 {
                version == 2 ? link.query() : link.queryV3()
                link.wait(1)
                version == 2 ? link.report() : link.record(.modeIsExclude)
                link.wait(20)
            }
            #expect(link.codes == [])
        }
    }

    @Test("Of version 2 it is the one that reported last: another may have left in silence")
    func versionTwo() {
        let other = IPv4Address(10, 0, 0, 6)
        for (between, expected) in [([], ["repeated_join"]), ([other], [])] {
            var link = WatchedLink()
            link.query()
            link.wait(20)
            for _ in 0..<5 {
                link.report()
                link.wait(11)
                for host in between {
                    link.report(from: host)
                    link.wait(11)
                }
            }
            #expect(link.codes == expected)
        }
    }

    @Test("Without a querier, what looks like joins in version 2 may be answers")
    func noQuerier() {
        var link = WatchedLink()
        for _ in 0..<5 {
            link.report()
            link.wait(20)
        }
        #expect(link.codes == [])
    }

    @Test("From 0.0.0.0 come reports of many hosts, and of 224.0.0.0/24 nobody keeps anything")
    func exceptions() {
        var link = Self.link()
        for _ in 0..<5 {
            link.record(.changeToExclude, from: .unspecified)
            link.record(.changeToExclude, IPv4Address(224, 0, 0, 251))
            link.wait(20)
        }
        #expect(link.findings(of: .repeatedJoin).isEmpty)
    }
}

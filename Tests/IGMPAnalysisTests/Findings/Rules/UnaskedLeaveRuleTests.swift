import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule unasked_leave")
struct UnaskedLeaveRuleTests {
    private static let other = IPv4Address(10, 0, 0, 6)
    private static let source = IPv4Address(192, 0, 2, 1)

    /// A link of a version 3 querier on which two hosts have answered for the group by 2 s.
    private static func link() -> WatchedLink {
        var link = WatchedLink()
        link.queryV3()
        link.wait(1)
        link.record(.modeIsExclude)
        link.wait(1)
        link.record(.modeIsExclude, from: other)
        link.wait(3)
        return link
    }

    @Test("Ten seconds after a leave that no query followed it is found, the querier's fault")
    func patience() {
        var link = Self.link()
        link.record(.changeToInclude)
        link.advance(10)
        #expect(link.codes == [])
        link.advance(0.001)
        #expect(link.codes == ["unasked_leave"])
        let finding = link.findings[0]
        #expect(finding.host == WatchedLink.querier && finding.mac == WatchedLink.station)
        // The last report at 2 s holds for 270 s.
        #expect(finding.group == WatchedLink.group && finding.text.contains("until 272 s"))
        link.advance(100)
        #expect(link.findings.map(\.count) == [1])
    }

    @Test("A query of the group until then, and nothing is found; of another group, or of all, and it is")
    func query() {
        let queries: [(group: IPv4Address, wait: Double, isFound: Bool)] = [
            (WatchedLink.group, 0.01, false), (WatchedLink.group, 10, false), (WatchedLink.group, 10.001, true),
            (IPv4Address(239, 1, 1, 2), 0.01, true), (.unspecified, 0.01, true),
        ]
        for (group, wait, isFound) in queries {
            var link = Self.link()
            link.record(.changeToInclude)
            link.wait(wait)
            link.queryV3(group: group)
            link.wait(0.1)
            link.record(.modeIsExclude, from: Self.other)
            link.advance(20)
            #expect(link.codes == (isFound ? ["unasked_leave"] : []), "\(group) \(wait)")
        }
    }

    @Test("A version 2 leave calls for a query too, but for one in 232.0.0.0/8")
    func olderLeave() {
        for (group, isFound) in [(WatchedLink.group, true), (IPv4Address(232, 1, 1, 1), false)] {
            var link = WatchedLink()
            link.query()
            link.wait(1)
            link.report(group)
            link.record(.allowNewSources, group, [Self.source], from: Self.other)
            link.wait(1)
            link.leave(group)
            link.advance(10.001)
            #expect(link.findings(of: .unaskedLeave).count == (isFound ? 1 : 0))
        }
    }

    @Test("Nobody owes a query where nobody is elected, or only a stand-in queries")
    func nobody() {
        for isElected in [true, false] {
            var link = WatchedLink()
            link.query(from: isElected ? WatchedLink.querier : .unspecified)
            link.wait(1)
            link.report()
            link.wait(1)
            link.leave()
            link.advance(20)
            #expect(link.findings(of: .unaskedLeave).count == (isElected ? 1 : 0))
        }
    }

    @Test("With a version 1 host in the group, or a version 1 querier, leaves are ignored")
    func versionOne() {
        var host = Self.link()
        host.report(version: 1, from: Self.other)
        host.record(.changeToInclude)
        host.advance(20)
        #expect(host.findings(of: .unaskedLeave).isEmpty)
        var querier = WatchedLink()
        querier.query(code: 0)
        querier.wait(1)
        querier.report()
        querier.wait(1)
        querier.leave()
        querier.advance(20)
        #expect(querier.findings(of: .unaskedLeave).isEmpty)
    }

    @Test("A querier of version 2 owes no query for a record of version 3")
    func olderQuerier() {
        for isOlder in [false, true] {
            var link = WatchedLink()
            if isOlder { link.query() } else { link.queryV3() }
            link.wait(1)
            link.record(.changeToExclude)
            link.wait(1)
            link.record(.changeToInclude)
            link.advance(20)
            #expect(link.findings(of: .unaskedLeave).count == (isOlder ? 0 : 1))
        }
    }

    @Test("A leave while the group is being asked for already calls for no further query")
    func whileAsked() {
        for (wait, isFound) in [(2.5, false), (2.501, true)] {
            var link = Self.link()
            link.queryV3(group: WatchedLink.group, code: 10)
            link.wait(wait)
            link.record(.modeIsExclude, from: Self.other)
            link.record(.changeToExclude)
            link.record(.changeToInclude)
            link.advance(20)
            #expect(link.findings(of: .unaskedLeave).count == (isFound ? 1 : 0), "\(wait)")
        }
    }

    @Test("A group that has ended by then is nobody's concern, nor is a querier that has changed meanwhile")
    func ended() {
        var options = AnalysisOptions()
        options.membershipInterval = .seconds(8)
        for isShort in [false, true] {
            var link = WatchedLink(options: isShort ? options : AnalysisOptions())
            link.queryV3()
            link.record(.changeToExclude)
            link.wait(1)
            link.record(.changeToInclude)
            link.advance(20)
            #expect(link.findings(of: .unaskedLeave).count == (isShort ? 0 : 1))
        }
        var link = Self.link()
        link.record(.changeToInclude)
        link.wait(5)
        link.queryV3(from: IPv4Address(10, 0, 0, 0))
        link.advance(20)
        #expect(link.findings(of: .unaskedLeave).isEmpty)
    }

    @Test("BLOCK of the last source calls for a query where the source is forwarded in INCLUDE mode")
    func block() {
        for hasExcluder in [false, true] {
            var link = WatchedLink()
            link.queryV3()
            link.wait(1)
            link.record(.allowNewSources, WatchedLink.group, [Self.source])
            if hasExcluder { link.record(.changeToExclude, from: Self.other) }
            link.wait(1)
            link.record(.blockOldSources, WatchedLink.group, [Self.source])
            link.advance(20)
            #expect(link.findings(of: .unaskedLeave).count == (hasExcluder ? 0 : 1))
        }
    }

    @Test("The querier's own leave, and one that repeats another, call for none and for one")
    func whose() {
        var own = WatchedLink()
        own.queryV3()
        own.record(.changeToExclude, from: WatchedLink.querier)
        own.record(.changeToExclude)
        own.wait(1)
        own.record(.changeToInclude, from: WatchedLink.querier)
        own.advance(20)
        #expect(own.findings(of: .unaskedLeave).isEmpty)
        own.record(.changeToInclude)
        own.wait(1)
        own.record(.changeToInclude)
        own.advance(20)
        #expect(own.findings(of: .unaskedLeave).map(\.count) == [1])
    }
}

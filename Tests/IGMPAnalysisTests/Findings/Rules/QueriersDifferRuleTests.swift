import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules on queriers that differ: querier_versions_differ, query_intervals_differ, robustness_differs")
struct QueriersDifferRuleTests {
    private static let other = IPv4Address(10, 0, 0, 9)

    /// What is found when the elected querier and another one speak, so many seconds apart.
    private func findings(
        apart seconds: Double = 30, elected: (inout WatchedLink) -> Void, other: (inout WatchedLink) -> Void
    ) -> [Finding] {
        var link = WatchedLink()
        elected(&link)
        link.wait(seconds)
        other(&link)
        return link.findings
    }

    @Test("Another version is found as the higher one's fault, whoever speaks last; the same is not found")
    func versions() {
        let three = { (link: inout WatchedLink) in link.queryV3() }
        let otherThree = { (link: inout WatchedLink) in link.queryV3(from: Self.other) }
        let otherTwo = { (link: inout WatchedLink) in link.query(from: Self.other) }
        #expect(findings(elected: three, other: otherThree).isEmpty)
        let found = findings(elected: three, other: otherTwo)
        #expect(found.map(\.code) == [.querierVersionsDiffer] && found[0].host == WatchedLink.querier)
        #expect(found[0].text.contains("in version 3, another querier in version 2"))
        #expect(findings(elected: otherTwo, other: three).map(\.host) == [WatchedLink.querier])
    }

    @Test("One that is given up does not count any more")
    func presence() {
        let two = { (link: inout WatchedLink) in link.query() }
        let otherThree = { (link: inout WatchedLink) in link.queryV3(from: Self.other) }
        #expect(findings(apart: 254, elected: two, other: otherThree).count == 1)
        #expect(findings(apart: 255, elected: two, other: otherThree).count == 0)
    }

    @Test("Another interval or robustness is found as the fault of the one that is not elected")
    func values() {
        let elected = { (link: inout WatchedLink) in link.queryV3() }
        let same = { (link: inout WatchedLink) in link.queryV3(from: Self.other) }
        let interval = { (link: inout WatchedLink) in link.queryV3(intervalCode: 60, from: Self.other) }
        let robustness = { (link: inout WatchedLink) in link.queryV3(robustness: 3, from: Self.other) }
        #expect(findings(elected: elected, other: same).isEmpty)
        for (said, code) in [(interval, FindingCode.queryIntervalsDiffer), (robustness, .robustnessDiffers)] {
            for isElectedFirst in [true, false] {
                let found =
                    isElectedFirst ? findings(elected: elected, other: said) : findings(elected: said, other: elected)
                #expect(found.map(\.code) == [code] && found[0].host == Self.other)
            }
        }
        #expect(findings(elected: elected, other: interval)[0].text.contains("of 60 s, another querier one of 125 s"))
        #expect(findings(elected: elected, other: robustness)[0].text.contains("of 3, another querier one of 2"))
    }

    @Test("What is not said, and what 0.0.0.0 says, is no other value")
    func unsaid() {
        let elected = { (link: inout WatchedLink) in link.queryV3() }
        let nothing = { (link: inout WatchedLink) in
            link.queryV3(robustness: 0, intervalCode: 0, from: Self.other)
        }
        let proxy = { (link: inout WatchedLink) in
            link.queryV3(robustness: 3, intervalCode: 60, from: .unspecified)
        }
        // An interval of 0 stands for the default: nothing is shorter than that.
        #expect(findings(elected: elected, other: nothing).isEmpty)
        #expect(findings(elected: elected, other: proxy).map(\.code) == [.zeroSourceQuery])
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule nobody_queries")
struct NobodyQueriesRuleTests {
    private static var watching: AnalysisOptions {
        var options = AnalysisOptions()
        options.watchesSilence = true
        return options
    }

    /// A link that is watched from the start, which is 0 s.
    private static func silentLink() -> WatchedLink {
        var link = WatchedLink(options: watching)
        link.watch()
        return link
    }

    @Test("255 s in which nothing was heard are found on an interface that is watched, not a moment sooner")
    func silence() {
        var link = Self.silentLink()
        link.advance(254.999)
        #expect(link.linkCount == 0)
        link.advance(0.001)
        #expect(link.codes == ["nobody_queries"] && link.linkCount == 1)
        #expect(link.findings[0].text.contains("No IGMP at all was heard since 0 s"))
        link.advance(255)
        #expect(link.findings.map(\.count) == [2])
    }

    @Test("Nothing is found where it is not known since when there was silence, or not asked for")
    func unwatched() {
        var unknown = WatchedLink(options: Self.watching)
        unknown.advance(600)
        #expect(unknown.linkCount == 0)
        var unasked = WatchedLink()
        unasked.watch()
        unasked.advance(600)
        #expect(unasked.linkCount == 0)
    }

    @Test("What comes after a silence that was told finds it so, in whatever steps time went on")
    func endOfSilence() {
        for stepsBefore in [[], [100, 255, 299]] {
            var link = Self.silentLink()
            var at = 0.0
            for step in stepsBefore {
                link.advance(Double(step) - at)
                at = Double(step)
            }
            link.wait(300 - at)
            link.report()
            #expect(link.codes == ["nobody_queries"] && link.linkCount == 1)
            #expect(link.findings[0].text.contains("No IGMP at all"))
            // 510 s after the start, not after the report: nobody has queried all the time.
            link.advance(209.999)
            #expect(link.codes == ["nobody_queries"])
            link.advance(0.001)
            #expect(link.codes == ["no_querier", "nobody_queries"])
        }
    }

    @Test("A query before the time is over leaves nothing to find, one after it leaves what was found")
    func query() {
        for (wait, isFound) in [(254.999, false), (255, true)] {
            var link = Self.silentLink()
            link.wait(wait)
            link.queryV3()
            link.advance(10)
            #expect(link.codes == (isFound ? ["nobody_queries"] : []))
        }
    }

    @Test("Where all that comes is tagged, nothing is told of what is not")
    func tagged() {
        for wait in [100.0, 300] {
            for isLookedAt in [false, true] {
                var link = Self.silentLink()
                if isLookedAt { link.advance(wait) } else { link.wait(wait) }
                link.reportTagged(vlan: 7)
                link.advance(200)
                #expect(link.linkCount == 1 && link.codes == [])
            }
        }
    }

    @Test("Reports that make no group, and no query: found, and not called silence")
    func noGroups() {
        var link = WatchedLink()
        link.report(IPv4Address(224, 0, 0, 251))
        link.advance(254.999)
        #expect(link.codes == ["link_local_group"])
        link.advance(0.001)
        #expect(link.codes == ["nobody_queries", "link_local_group"])
        let text = link.findings(of: .nobodyQueries)[0].text
        #expect(text.contains("No general query was seen since 0 s") && !text.contains("No IGMP"))
    }

    @Test("What was found because nothing was seen says that packets are missing, if any can be of this link")
    func losses() {
        for (end, interface, isDoubtful) in [
            (Int?.some(10), 0, false), (11, 0, true), (nil, 0, true), (11, 1, false),
        ] {
            var link = WatchedLink()
            link.wait(10)
            link.report(IPv4Address(224, 0, 0, 251))
            link.advance(1)
            link.noteGap(until: end, interface: interface)
            link.advance(300)
            let found = link.findings(of: .nobodyQueries)
            #expect(found.map { $0.text.contains("Packets are missing from the capture") } == [isDoubtful])
        }
    }

    @Test("While nothing can come no time passes for silence, and it begins anew after that")
    func gap() {
        var link = Self.silentLink()
        link.advance(200)
        link.watch(isUp: false)
        link.advance(200)
        #expect(link.linkCount == 0)
        link.watch()
        link.advance(254.999)
        #expect(link.linkCount == 0)
        link.advance(0.001)
        #expect(link.findings.map { $0.text.contains("since 400 s") } == [true])
    }
}

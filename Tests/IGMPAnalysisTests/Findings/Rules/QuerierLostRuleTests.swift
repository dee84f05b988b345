import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule querier_lost")
struct QuerierLostRuleTests {
    /// A querier with the default values, given up 255 s after its query, with a member.
    private func link() -> WatchedLink {
        var link = WatchedLink()
        link.queryV3()
        link.wait(5)
        link.record(.modeIsExclude)
        return link
    }

    @Test("5 s after it was given up it is found, with the time when the last groups die")
    func loss() {
        var link = link()
        link.advance(254.999)
        #expect(link.codes == [])
        link.advance(0.001)
        #expect(link.codes == ["querier_lost"])
        let finding = link.findings[0]
        #expect(finding.host == WatchedLink.querier && finding.mac == WatchedLink.station)
        // The report at 5 s holds for 2 x 125 + 2 x 10 s.
        #expect(finding.text.contains("no general query since 0 s") && finding.text.contains("die at 275 s"))
    }

    @Test("Another query until then, its own or that of a successor, and nothing is found")
    func recovery() {
        for (wait, isFound) in [(254.9, false), (255.1, true)] {
            for source in [WatchedLink.querier, IPv4Address(10, 0, 0, 9)] {
                var link = link()
                link.wait(wait)
                link.queryV3(from: source)
                link.advance(10)
                #expect(link.codes == (isFound ? ["querier_lost"] : []))
                let end = source == WatchedLink.querier ? "it came back itself" : "10.0.0.9 took over"
                let text = link.findings.first?.text ?? ""
                #expect(text.contains("from 0 s to 260 s, when \(end)") == isFound, "\(text)")
                #expect(!text.contains("die at"))
            }
        }
    }

    @Test("Where 0.0.0.0 goes on querying, groups do not die, and the silence is the lost one's")
    func standIn() {
        for standsIn in [false, true] {
            var link = link()
            link.wait(100)
            if standsIn { link.queryV3(from: .unspecified) }
            link.record(.modeIsExclude)
            link.advance(155)
            let finding = link.findings(of: .querierLost)[0]
            #expect(finding.text.contains("no general query since 0 s"))
            #expect(finding.text.contains("die at 375 s") == !standsIn)
        }
    }

    @Test("Found again when it is lost again; without groups there is no time to tell")
    func again() {
        var link = WatchedLink.ofQueriers
        for _ in 0..<2 {
            link.queryV3()
            link.advance(300)
        }
        #expect(link.findings.map(\.count) == [2])
        #expect(!link.findings[0].text.contains("die at"))
    }
}

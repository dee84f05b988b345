import IGMPAnalysis
import IGMPWire
import Testing

@Suite("Rule several_sources")
struct SeveralSourcesRuleTests {
    private static let (first, second) = (IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 2))

    private func joinedLink(_ group: IPv4Address = WatchedLink.group, _ sources: [IPv4Address] = []) -> WatchedLink {
        var link = WatchedLink.withData()
        link.queryV3()
        link.record(sources.isEmpty ? .modeIsExclude : .modeIsInclude, group, sources)
        return link
    }

    /// Both send every second, half a second apart.
    private func both(_ seconds: Int, to group: IPv4Address, on link: inout WatchedLink) {
        for _ in 0..<seconds {
            link.wait(0.5)
            link.hearData(group, from: Self.second)
            link.wait(0.5)
            link.hearData(group, from: Self.first)
        }
    }

    @Test("Two sources that send at the same time for ten seconds are found, once for both")
    func together() {
        var link = joinedLink()
        // From when both have sent for the second time.
        both(11, to: WatchedLink.group, on: &link)
        #expect(link.findings.isEmpty)
        both(1, to: WatchedLink.group, on: &link)
        #expect(link.codes == ["several_sources"])
        let found = link.findings.first
        #expect(found?.group == WatchedLink.group && found?.host == nil)
        #expect(found?.text.hasPrefix("192.0.2.1 and 192.0.2.2 send to 239.1.1.1 at the same time") == true)
    }

    @Test("One that takes over is not found, even if both send for a while")
    func takeOver() {
        var link = joinedLink()
        link.stream(30, from: Self.first)
        both(9, to: WatchedLink.group, on: &link)
        link.stream(30, from: Self.second)
        link.stream(30, from: Self.first)
        #expect(link.findings.isEmpty)
    }

    @Test("Sources of one source-specific group are different channels; groups of discovery have many senders")
    func exceptions() {
        for group in [IPv4Address(232, 1, 1, 1), IPv4Address(239, 255, 255, 250), IPv4Address(224, 0, 1, 129)] {
            var link = joinedLink(group, group.isSourceSpecificGroup ? [Self.first, Self.second] : [])
            both(30, to: group, on: &link)
            #expect(link.findings.isEmpty, "\(group)")
        }
    }

    @Test("A source that members leave out does not disturb the other")
    func unwanted() {
        var link = joinedLink(WatchedLink.group, [Self.first])
        both(30, to: WatchedLink.group, on: &link)
        #expect(link.findings(of: .severalSources).isEmpty)
    }
}

import IGMPAnalysis
import IGMPTracking
import IGMPWire
import Testing

@Suite("Rule member_without_traffic")
struct MemberWithoutTrafficRuleTests {
    private static let other = IPv4Address(239, 2, 2, 2)

    /// A link with a member of two groups; nothing has come for either of them.
    private func joinedLink() -> WatchedLink {
        var link = WatchedLink.withData()
        link.queryV3()
        link.record(.modeIsExclude)
        link.record(.modeIsExclude, Self.other)
        return link
    }

    @Test("A group whose members get nothing for a minute is found, while packets of others are seen")
    func silent() throws {
        var link = joinedLink()
        link.stream(59, Self.other)
        #expect(link.findings.isEmpty)
        link.stream(1, Self.other)
        let found = link.findings
        #expect(link.codes == ["member_without_traffic"])
        #expect(found.first?.group == WatchedLink.group && found.first?.host == nil && found.first?.count == 1)
        #expect(found.first?.firstAt == WatchedLink.start.advanced(by: .seconds(60)))
        #expect(
            found.first?.text.contains("239.1.1.1 has members, and no packet of it that they want has come since 0 s")
                == true)
        // It is the same silence as long as nothing comes.
        link.stream(100, Self.other)
        #expect(link.findings.first?.count == 1)
        link.hearData()
        link.stream(61, Self.other)
        #expect(link.findings.first?.count == 2)
    }

    @Test("It is told at its time, in the order of time, as an event")
    func event() {
        var link = joinedLink()
        link.stream(30, Self.other)
        link.advance(100)
        let found = link.takeEvents().compactMap { event -> Finding? in
            guard case .finding(let finding) = event else { return nil }
            return finding
        }
        #expect(found.map(\.firstAt) == found.map(\.firstAt).sorted())
        let silence = found.filter { $0.code == .memberWithoutTraffic }
        #expect(silence.map(\.firstAt) == [WatchedLink.start.advanced(by: .seconds(60))])
    }

    @Test("Where packets come now and then within a minute, nothing is found; nor where no packet of any group is seen")
    func served() {
        var link = joinedLink()
        for _ in 0..<5 {
            link.wait(59)
            link.hearData()
            link.hearData(Self.other)
        }
        #expect(link.findings(of: .memberWithoutTraffic).isEmpty)
        var blind = joinedLink()
        blind.advance(200)
        #expect(blind.findings.isEmpty)
    }

    @Test("Members that have left wait for nothing, and members of groups of discovery for nothing in particular")
    func exceptions() {
        var link = joinedLink()
        link.record(.changeToInclude)
        for group in [IPv4Address(224, 0, 0, 251), IPv4Address(224, 0, 1, 129), IPv4Address(239, 255, 255, 250)] {
            link.record(.modeIsExclude, group)
        }
        link.stream(200, Self.other)
        #expect(link.findings(of: .memberWithoutTraffic).isEmpty)
    }

    @Test("What comes from a source that no member named is nothing to them")
    func sources() {
        var link = joinedLink()
        let channel = IPv4Address(232, 1, 1, 1)
        link.record(.changeToInclude, channel, [IPv4Address(192, 0, 2, 9)])
        for _ in 0..<61 {
            link.wait(1)
            link.hearData()
            link.hearData(Self.other)
            link.hearData(channel)
        }
        #expect(link.findings(of: .memberWithoutTraffic).map(\.group) == [channel])
        #expect(link.findings(of: .memberWithoutTraffic)[0].text.contains("192.0.2.1 sends to it, whom none"))
        // One that has not sent since they were last served is not named.
        link.hearData(channel, from: IPv4Address(192, 0, 2, 9))
        link.stream(60, Self.other)
        let again = link.findings(of: .memberWithoutTraffic)[0]
        #expect(again.count == 2 && !again.text.contains("192.0.2.1") && again.text.contains("is silent"))
    }
}

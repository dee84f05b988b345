import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule traffic_without_member")
struct TrafficWithoutMemberRuleTests {
    private static let source = IPv4Address(192, 0, 2, 1)

    /// A link whose hosts were queried and had their time to answer, and with a member of another group.
    private func askedLink() -> WatchedLink {
        var link = WatchedLink.withData()
        link.queryV3()
        link.wait(1)
        link.record(.modeIsExclude, IPv4Address(239, 2, 2, 2))
        link.wait(11)
        return link
    }

    @Test("A source that streams for ten seconds to a group without a member is found, and again after ten more")
    func stream() throws {
        var link = askedLink()
        link.stream(10)
        #expect(link.findings.isEmpty)
        link.stream(1)
        var found = link.findings(of: .trafficWithoutMember)
        #expect(found.count == 1 && found.first?.count == 1)
        #expect(found.first?.host == Self.source && found.first?.group == WatchedLink.group)
        #expect(found.first?.mac == WatchedLink.station)
        #expect(found.first?.text.contains("192.0.2.1 sends to 239.1.1.1, 11 packets by now") == true)
        link.stream(10)
        found = link.findings(of: .trafficWithoutMember)
        #expect(found.first?.count == 2 && link.codes == ["traffic_without_member"])
    }

    @Test("Packets more than two seconds apart are no stream", arguments: [(2.0, 1), (2.1, 0)])
    func gaps(seconds: Double, count: Int) {
        var link = askedLink()
        for _ in 0..<10 {
            link.hearData()
            link.wait(seconds)
        }
        #expect(link.codes.count == count)
    }

    @Test("A member ends it, and after its leave the querier has its time")
    func member() {
        var link = askedLink()
        link.stream(5)
        link.record(.changeToExclude)
        link.stream(60)
        link.record(.changeToInclude)
        link.queryV3(group: WatchedLink.group, code: 10)
        // Two seconds later it is forwarded no more.
        link.stream(11)
        #expect(link.findings(of: .trafficWithoutMember).isEmpty)
        link.stream(1)
        #expect(link.findings(of: .trafficWithoutMember).count == 1)
    }

    @Test("A source that members do not name is found, the one that they name is not")
    func sources() {
        var link = askedLink()
        let channel = IPv4Address(232, 1, 1, 1)
        link.record(.changeToInclude, channel, [IPv4Address(192, 0, 2, 9)])
        for _ in 0..<12 {
            link.wait(1)
            link.hearData(channel, from: IPv4Address(192, 0, 2, 9))
            link.hearData(channel, from: Self.source)
        }
        #expect(link.findings.map(\.host) == [Self.source])
    }

    @Test("Where hosts were not asked, or had no time yet to answer, nothing is said")
    func unasked() {
        var link = WatchedLink.withData()
        link.stream(100)
        link.queryV3()
        link.stream(10)
        #expect(link.findings.isEmpty)
        link.stream(11)
        #expect(link.codes == ["traffic_without_member"])
    }

    @Test("What goes towards the querier, and to groups of discovery, is forwarded to whomever")
    func exceptions() {
        var link = WatchedLink.withData()
        link.hear(frame: WatchedLink.queryFrame, direction: .inbound)
        link.wait(12)
        link.stream(30, direction: .outbound)
        for group in [IPv4Address(224, 0, 0, 5), IPv4Address(224, 0, 1, 129), IPv4Address(239, 255, 255, 250)] {
            link.stream(30, group, direction: .inbound)
        }
        #expect(link.findings(of: .trafficWithoutMember).isEmpty)
        link.stream(11, direction: .inbound)
        #expect(link.findings(of: .trafficWithoutMember).count == 1)
    }
}

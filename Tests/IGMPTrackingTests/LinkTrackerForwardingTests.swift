import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("What a router has a reason to forward")
struct ForwardingTests {
    private static let group = IPv4Address(239, 1, 1, 1)
    private static let sources = (1...3).map { IPv4Address(192, 0, 2, $0) }
    private static let (host, other) = (IPv4Address(10, 0, 0, 5), IPv4Address(10, 0, 0, 6))

    private func wanted(_ link: borrowing TrackedLink) -> [Bool] {
        Self.sources.map { link.tracker.isWanted(Self.group, from: $0) }
    }

    @Test("In INCLUDE mode the sources that are named, until their time is up")
    func include() {
        var link = TrackedLink()
        link.queryV3()
        #expect(wanted(link) == [false, false, false])
        link.record(.changeToInclude, Self.group, [Self.sources[1]], from: Self.host)
        #expect(wanted(link) == [false, true, false])
        link.wait(.seconds(100))
        link.record(.allowNewSources, Self.group, [Self.sources[2]], from: Self.host)
        #expect(wanted(link) == [false, true, true])
        link.record(.modeIsInclude, Self.group, [Self.sources[2]], from: Self.other)
        link.advance(.seconds(171))
        #expect(wanted(link) == [false, false, true])
    }

    @Test("In EXCLUDE mode all but the blocked ones")
    func exclude() {
        var link = TrackedLink()
        link.queryV3()
        link.record(.changeToExclude, Self.group, [Self.sources[0]], from: Self.host)
        #expect(wanted(link) == [false, true, true])
        // Another one asks for it: it is forwarded as long as its timer runs (RFC 9776 section 6.4.1).
        link.record(.modeIsInclude, Self.group, [Self.sources[0]], from: Self.other)
        #expect(wanted(link) == [true, true, true])
    }

    @Test("A group that no router forwards is wanted as long as it has members, and no longer")
    func members() {
        var link = TrackedLink()
        link.queryV3()
        link.record(.changeToExclude, Self.group, from: Self.host)
        // The group membership interval is over, and nobody has asked the member.
        link.advance(.seconds(271))
        #expect(link.group(Self.group)?.group.isForwarding == false)
        #expect(wanted(link) == [true, true, true])
        link.record(.changeToInclude, Self.group, from: Self.host)
        #expect(link.state(Self.host, of: Self.group) == .leaving)
        #expect(wanted(link) == [false, false, false])
    }

    @Test("What goes the way of the queries comes from where the querier is, and what goes no known way")
    func direction() {
        for (queries, isOut) in [(FrameDirection.inbound, false), (.outbound, true), (.unknown, false)] {
            var link = TrackedLink()
            link.hear(PacketBuilder.queryV3(), from: TrackedLink.querier, to: .allSystems, direction: queries)
            #expect(link.tracker.isFromQuerierSide(.unknown) == true)
            #expect(link.tracker.isFromQuerierSide(.outbound) == isOut, "\(queries)")
            #expect(link.tracker.isFromQuerierSide(.inbound) == !isOut, "\(queries)")
        }
    }

    @Test("Members would have been seen once a query had its time to be answered")
    func showsMembers() {
        var link = TrackedLink()
        #expect(link.tracker.showsMembers == false)
        link.queryV3()
        link.advance(.milliseconds(10_500))
        #expect(link.tracker.showsMembers == false)
        link.advance(.milliseconds(1))
        #expect(link.tracker.showsMembers == true)
        var reports = TrackedLink()
        reports.record(.changeToExclude, Self.group, from: Self.host)
        reports.record(.changeToExclude, Self.group, from: Self.other)
        reports.advance(.seconds(60))
        #expect(reports.tracker.showsMembers == false)
    }
}

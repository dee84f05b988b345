import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("QuerierSide")
struct QuerierSideTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 10)
    private let bridge = MACAddress(rawValue: 0x0200_0000_00FE)
    private let neighbour = MACAddress(rawValue: 0x0200_0000_0010)

    private func query(
        _ link: inout TrackedLink, _ direction: FrameDirection, from source: IPv4Address = TrackedLink.querier
    ) {
        link.hear(PacketBuilder.queryV3(), from: source, to: .allSystems, mac: bridge, direction: direction)
    }

    private func report(_ link: inout TrackedLink, _ direction: FrameDirection, mac: MACAddress) {
        let record = PacketBuilder.record(type: RecordType.modeIsExclude.rawValue, group: group)
        link.hear(
            PacketBuilder.reportV3([record]), from: host, to: .igmpV3Routers, mac: mac, direction: direction)
    }

    @Test(
        "A version 3 report that goes out like the queries is of another port, any other is of this link",
        arguments: [FrameDirection.unknown, .inbound, .outbound], [FrameDirection.unknown, .inbound, .outbound])
    func directions(ofQuery: FrameDirection, ofReport: FrameDirection) {
        var link = TrackedLink()
        query(&link, ofQuery)
        report(&link, ofReport, mac: neighbour)
        let isOther = ofQuery == .outbound && ofReport == .outbound
        #expect((link.group(group) == nil) == isOther)
        #expect(link.tracker.otherPortReports == (isOther ? 1 : 0))
        #expect(link.tracker.counts[.v3Report] == 1)
    }

    @Test("What the querier's own host reports is of this link")
    func own() {
        var link = TrackedLink()
        query(&link, .outbound)
        report(&link, .outbound, mac: bridge)
        #expect(link.group(group) != nil)
        #expect(link.tracker.otherPortReports == 0)
    }

    @Test("A proxy's queries say which side is asked, those of an elected querier more so")
    func proxy() {
        var link = TrackedLink()
        query(&link, .outbound, from: .unspecified)
        report(&link, .outbound, mac: neighbour)
        #expect(link.tracker.otherPortReports == 1)
        query(&link, .inbound)
        query(&link, .outbound, from: .unspecified)
        report(&link, .outbound, mac: neighbour)
        #expect(link.tracker.otherPortReports == 1)
        #expect(link.group(group) != nil)
    }

    @Test("A version 2 report silences hosts behind this port too, so it counts wherever it comes from")
    func versionTwo() {
        var link = TrackedLink()
        query(&link, .outbound)
        link.hear(
            PacketBuilder.igmp(type: 0x16, group: group), from: host, to: group, mac: neighbour, direction: .outbound)
        #expect(link.group(group) != nil)
    }
}

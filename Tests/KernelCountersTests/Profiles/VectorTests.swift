import IGMPWire
import KernelCounters
import TestSupport
import Testing

/// What each kernel counts of one packet: a multicast router that listens on the link,
/// a host in 224.0.0.5 and 239.1.1.1, the same host with a routing daemon, and a bridge's port.
struct Vector: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let payload: [UInt8]
    let destination: IPv4Address
    var timeToLive: UInt8 = 1
    /// NetBSD's router, and OpenBSD's without pf.
    let bsdLink: String
    /// The hosts of NetBSD and OpenBSD; the router's where it is nil.
    var bsdHost: String?
    /// Whether the host's gate keeps the packet from it, as it keeps no packet from a router.
    var isKeptFromHost = false
    /// Whether OpenBSD's pf drops it.
    var isFiltered = false
    let freeBSDLink: String
    /// The router's where it is nil.
    var freeBSDHost: String?
    let bridge: String
}

private let local = IPv4Address(224, 0, 0, 5)
private let v1General: [UInt8] = [0x11, 0x00, 0xEE, 0xFF, 0, 0, 0, 0]
private let v2General: [UInt8] = [0x11, 0x64, 0xEE, 0x9B, 0, 0, 0, 0]
private let oneRecord = [PacketBuilder.record(type: 4, group: group)]

private let vectors = [
    Vector(
        testDescription: "version 2 general query", payload: v2General, destination: .allSystems,
        bsdLink: "rcvTotal rcvQueries", freeBSDLink: "rcvTotal rcvV1V2Queries rcvGenQueries",
        bridge: "igmpQueries.rxV2"),
    Vector(
        testDescription: "version 1 general query", payload: v1General, destination: .allSystems,
        bsdLink: "rcvTotal rcvQueries", freeBSDLink: "rcvTotal rcvV1V2Queries rcvGenQueries",
        bridge: "igmpQueries.rxV1"),
    Vector(
        testDescription: "version 1 query to another group", payload: v1General, destination: local,
        bsdLink: "rcvTotal rcvQueries rcvBadQueries", freeBSDLink: "rcvTotal rcvV1V2Queries rcvBadQueries",
        bridge: "igmpParseErrors"),
    Vector(
        testDescription: "version 2 general query to another group", payload: v2General, destination: local,
        bsdLink: "rcvTotal rcvQueries", freeBSDLink: "rcvTotal rcvV1V2Queries", bridge: "igmpParseErrors"),
    Vector(
        testDescription: "version 3 general query", payload: PacketBuilder.queryV3(), destination: .allSystems,
        bsdLink: "rcvTotal rcvQueries", freeBSDLink: "rcvTotal rcvV3Queries rcvGenQueries",
        bridge: "igmpQueries.rxV3"),
    Vector(
        testDescription: "version 3 query that announces five sources and has none",
        payload: PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125, 0, 5]), destination: .allSystems,
        bsdLink: "rcvTotal rcvQueries", freeBSDLink: "rcvTotal rcvTooShort rcvV3Queries",
        bridge: "igmpQueries.rxV3"),
    Vector(
        testDescription: "query of 10 bytes", payload: PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125]),
        destination: .allSystems, bsdLink: "rcvTotal rcvQueries", freeBSDLink: "rcvTotal rcvTooShort",
        bridge: "igmpParseErrors"),
    Vector(
        testDescription: "MRD solicitation of 4 bytes", payload: [0x31, 0x00, 0xCE, 0xFF], destination: .allRouters,
        bsdLink: "rcvTotal rcvTooShort", isKeptFromHost: true, freeBSDLink: "rcvTotal rcvTooShort",
        bridge: "igmpParseErrors"),
    Vector(
        testDescription: "version 2 report of a joined group", payload: v2Report(group), destination: group,
        bsdLink: "rcvTotal rcvReports", bsdHost: "rcvTotal rcvReports rcvOurReports",
        freeBSDLink: "rcvTotal rcvReports rcvNoRA", freeBSDHost: "rcvTotal rcvReports rcvOurReports rcvNoRA",
        bridge: "igmpReports.rxV2"),
    Vector(
        testDescription: "version 2 general query with TTL 64", payload: v2General, destination: .allSystems,
        timeToLive: 64, bsdLink: "rcvTotal rcvQueries", isFiltered: true, freeBSDLink: "rcvTotal rcvBadTTL",
        bridge: "igmpQueries.rxV2"),
    Vector(
        testDescription: "version 2 report with TTL 2", payload: v2Report(group), destination: group, timeToLive: 2,
        bsdLink: "rcvTotal rcvReports", bsdHost: "rcvTotal rcvReports rcvOurReports",
        freeBSDLink: "rcvTotal rcvBadTTL", bridge: "igmpReports.rxV2"),
    Vector(
        testDescription: "version 2 report to 224.0.0.1", payload: v2Report(group), destination: .allSystems,
        bsdLink: "rcvTotal rcvReports rcvBadReports", freeBSDLink: "rcvTotal rcvReports rcvBadReports rcvNoRA",
        bridge: "igmpReports.rxV2"),
    Vector(
        testDescription: "leave", payload: leave(group), destination: .allRouters, bsdLink: "rcvTotal",
        isKeptFromHost: true, freeBSDLink: "rcvTotal", bridge: "igmpLeaves.rx"),
    Vector(
        testDescription: "version 3 report", payload: PacketBuilder.reportV3(oneRecord), destination: .igmpV3Routers,
        bsdLink: "rcvTotal", isKeptFromHost: true, freeBSDLink: "rcvTotal rcvNoRA", bridge: "igmpReports.rxV3"),
    Vector(
        testDescription: "version 3 report that announces nine records and has one",
        payload: PacketBuilder.reportV3(oneRecord, count: 9), destination: .igmpV3Routers, bsdLink: "rcvTotal",
        isKeptFromHost: true, freeBSDLink: "rcvTotal rcvNoRA", bridge: "igmpReports.rxV3"),
]

@Suite("One packet, four kernels")
struct VectorTests {
    /// Calls `listener` with the packet that a row describes.
    private func carry(
        _ vector: Vector, direction: FrameDirection = .unknown, _ listener: (borrowing IGMPPacket) -> Void
    ) {
        var wire = Wire()
        wire.carry(
            vector.payload, to: vector.destination, timeToLive: vector.timeToLive, options: [], direction: direction
        ) { listener($0) }
    }

    @Test("On a link every BSD counts a packet its own way", arguments: vectors)
    func link(_ vector: Vector) {
        var netBSD = NetBSDRouter()
        var openBSD = OpenBSDRouter()
        var withoutPacketFilter = OpenBSDRouter(hasPacketFilter: false)
        var freeBSD = FreeBSDRouter()
        carry(vector) { packet in
            netBSD.observe(packet)
            openBSD.observe(packet)
            withoutPacketFilter.observe(packet)
            freeBSD.observe(packet)
        }
        #expect(nonzero(netBSD.counters) == vector.bsdLink)
        #expect(nonzero(openBSD.counters) == (vector.isFiltered ? "" : vector.bsdLink))
        #expect(nonzero(withoutPacketFilter.counters) == vector.bsdLink)
        #expect(nonzero(freeBSD.counters) == vector.freeBSDLink)
    }

    @Test("So does a host, by the groups that it is in, or by none with a routing daemon", arguments: vectors)
    func host(_ vector: Vector) {
        let known = [local, group]
        for isRouter in [false, true] {
            var netBSD = NetBSDHost(address: KernelCountersTests.host, known: known, isMulticastRouter: isRouter)
            var openBSD = OpenBSDHost(address: KernelCountersTests.host, known: known, isMulticastRouter: isRouter)
            var withoutPacketFilter = OpenBSDHost(
                address: KernelCountersTests.host, known: known, isMulticastRouter: isRouter, hasPacketFilter: false)
            var freeBSD = FreeBSDHost(address: KernelCountersTests.host, known: known, isMulticastRouter: isRouter)
            carry(vector) { packet in
                netBSD.observe(packet)
                openBSD.observe(packet)
                withoutPacketFilter.observe(packet)
                freeBSD.observe(packet)
            }
            let expected = vector.isKeptFromHost && !isRouter ? "" : vector.bsdHost ?? vector.bsdLink
            #expect(nonzero(netBSD.counters) == expected)
            #expect(nonzero(openBSD.counters) == (vector.isFiltered ? "" : expected))
            #expect(nonzero(withoutPacketFilter.counters) == expected)
            #expect(nonzero(freeBSD.counters) == vector.freeBSDHost ?? vector.freeBSDLink)
        }
    }

    @Test("A bridge's port counts it in the direction it goes, and errors only where they come in", arguments: vectors)
    func bridge(_ vector: Vector) {
        for (direction, isSent) in [(.unknown, false), (.inbound, false), (.outbound, true)] as [(FrameDirection, Bool)]
        {
            var port = LinuxBridgePort()
            carry(vector, direction: direction) { port.observe($0) }
            let sent = vector.bridge == "igmpParseErrors" ? "" : vector.bridge.replacing("rx", with: "tx")
            #expect(nonzero(port.counters) == (isSent ? sent : vector.bridge))
        }
    }
}

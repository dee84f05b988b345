import IGMPWire
import KernelCounters
import TestSupport
import Testing

/// What each kernel counts of one packet, by the receiver that the row asks for.
struct Vector: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let payload: [UInt8]
    let destination: IPv4Address
    var timeToLive: UInt8 = 1
    /// A host in 224.0.0.5 and 239.1.1.1, or else a multicast router.
    var isHost = true
    let bsd: String
    var openBSDWithPacketFilter: String?
    let freeBSD: String
    let bridge: String
}

private let local = IPv4Address(224, 0, 0, 5)
private let v1General: [UInt8] = [0x11, 0x00, 0xEE, 0xFF, 0, 0, 0, 0]
private let v2General: [UInt8] = [0x11, 0x64, 0xEE, 0x9B, 0, 0, 0, 0]

private let vectors = [
    Vector(
        testDescription: "version 2 general query", payload: v2General, destination: .allSystems,
        bsd: "rcvTotal rcvQueries", freeBSD: "rcvTotal rcvV1V2Queries rcvGenQueries", bridge: "igmpQueries.rxV2"),
    Vector(
        testDescription: "version 1 general query", payload: v1General, destination: .allSystems,
        bsd: "rcvTotal rcvQueries", freeBSD: "rcvTotal rcvV1V2Queries rcvGenQueries", bridge: "igmpQueries.rxV1"),
    Vector(
        testDescription: "version 1 query to another group", payload: v1General, destination: local,
        bsd: "rcvTotal rcvQueries rcvBadQueries", freeBSD: "rcvTotal rcvV1V2Queries rcvBadQueries",
        bridge: "igmpParseErrors"),
    Vector(
        testDescription: "version 2 general query to another group", payload: v2General, destination: local,
        bsd: "rcvTotal rcvQueries", freeBSD: "rcvTotal rcvV1V2Queries", bridge: "igmpParseErrors"),
    Vector(
        testDescription: "version 3 general query", payload: PacketBuilder.queryV3(), destination: .allSystems,
        bsd: "rcvTotal rcvQueries", freeBSD: "rcvTotal rcvV3Queries rcvGenQueries", bridge: "igmpQueries.rxV3"),
    Vector(
        testDescription: "version 3 query that announces five sources and has none",
        payload: PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125, 0, 5]), destination: .allSystems,
        bsd: "rcvTotal rcvQueries", freeBSD: "rcvTotal rcvTooShort rcvV3Queries", bridge: "igmpQueries.rxV3"),
    Vector(
        testDescription: "query of 10 bytes", payload: PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125]),
        destination: .allSystems, bsd: "rcvTotal rcvQueries", freeBSD: "rcvTotal rcvTooShort",
        bridge: "igmpParseErrors"),
    Vector(
        testDescription: "MRD solicitation of 4 bytes", payload: [0x31, 0x00, 0xCE, 0xFF], destination: .allRouters,
        isHost: false, bsd: "rcvTotal rcvTooShort", freeBSD: "rcvTotal rcvTooShort", bridge: "igmpParseErrors"),
    Vector(
        testDescription: "version 2 report of a joined group", payload: v2Report(group), destination: group,
        bsd: "rcvTotal rcvReports rcvOurReports", freeBSD: "rcvTotal rcvReports rcvOurReports rcvNoRA",
        bridge: "igmpReports.rxV2"),
    Vector(
        testDescription: "version 2 general query with TTL 64", payload: v2General, destination: .allSystems,
        timeToLive: 64, bsd: "rcvTotal rcvQueries", openBSDWithPacketFilter: "", freeBSD: "rcvTotal rcvBadTTL",
        bridge: "igmpQueries.rxV2"),
    Vector(
        testDescription: "version 2 report with TTL 2", payload: v2Report(group), destination: group, timeToLive: 2,
        bsd: "rcvTotal rcvReports rcvOurReports", freeBSD: "rcvTotal rcvBadTTL", bridge: "igmpReports.rxV2"),
    Vector(
        testDescription: "version 2 report to 224.0.0.1", payload: v2Report(group), destination: .allSystems,
        bsd: "rcvTotal rcvReports rcvBadReports", freeBSD: "rcvTotal rcvReports rcvBadReports rcvNoRA",
        bridge: "igmpReports.rxV2"),
    Vector(
        testDescription: "leave", payload: leave(group), destination: .allRouters, isHost: false,
        bsd: "rcvTotal", freeBSD: "rcvTotal", bridge: "igmpLeaves.rx"),
    Vector(
        testDescription: "version 3 report",
        payload: PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)]), destination: .igmpV3Routers,
        isHost: false, bsd: "rcvTotal", freeBSD: "rcvTotal rcvNoRA", bridge: "igmpReports.rxV3"),
    Vector(
        testDescription: "version 3 report that announces nine records and has one",
        payload: PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)], count: 9),
        destination: .igmpV3Routers, isHost: false, bsd: "rcvTotal", freeBSD: "rcvTotal rcvNoRA",
        bridge: "igmpReports.rxV3"),
]

@Suite("One packet, four kernels")
struct VectorTests {
    @Test("Every kernel counts a packet its own way", arguments: vectors)
    func vector(_ vector: Vector) {
        var wire = Wire()
        let known = [local, group]
        var netBSD = (host: NetBSDHost(address: host, known: known), router: NetBSDRouter())
        var openBSD = (host: OpenBSDHost(address: host, known: known), router: OpenBSDRouter())
        var withoutPacketFilter = (
            host: OpenBSDHost(address: host, known: known, hasPacketFilter: false),
            router: OpenBSDRouter(hasPacketFilter: false)
        )
        var freeBSD = (host: FreeBSDHost(address: host, known: known), router: FreeBSDRouter())
        var bridge = LinuxBridgePort()
        wire.carry(vector.payload, to: vector.destination, timeToLive: vector.timeToLive, options: []) { packet in
            netBSD.host.observe(packet)
            netBSD.router.observe(packet)
            openBSD.host.observe(packet)
            openBSD.router.observe(packet)
            withoutPacketFilter.host.observe(packet)
            withoutPacketFilter.router.observe(packet)
            freeBSD.host.observe(packet)
            freeBSD.router.observe(packet)
            bridge.observe(packet)
        }
        let isHost = vector.isHost
        #expect(nonzero(isHost ? netBSD.host.counters : netBSD.router.counters) == vector.bsd)
        #expect(
            nonzero(isHost ? openBSD.host.counters : openBSD.router.counters)
                == vector.openBSDWithPacketFilter ?? vector.bsd)
        #expect(
            nonzero(isHost ? withoutPacketFilter.host.counters : withoutPacketFilter.router.counters) == vector.bsd)
        #expect(nonzero(isHost ? freeBSD.host.counters : freeBSD.router.counters) == vector.freeBSD)
        #expect(nonzero(bridge.counters) == vector.bridge)
    }
}

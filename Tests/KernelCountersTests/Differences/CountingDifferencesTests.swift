import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

/// A packet, and the classes in which each kernel counts it otherwise than RFC 9776 has it.
struct OddPacket: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let message: [UInt8]
    let destination: IPv4Address
    var source = querier
    var timeToLive: UInt8 = 1
    var options = routerAlert
    var destinationMAC: MACAddress?
    var isDamagedReport = false
    let netBSD: String
    let freeBSD: String
    /// NetBSD's where it is nil.
    var openBSD: String?
    let bridge: String
}

private let oneRecord = [PacketBuilder.record(type: 4, group: group)]
private let v3GroupQuery = PacketBuilder.queryV3(group: group)

private let packets = [
    OddPacket(
        testDescription: "version 1 query", message: v1Query, destination: .allSystems, netBSD: "", freeBSD: "",
        bridge: ""),
    OddPacket(
        testDescription: "version 1 query without Router Alert", message: v1Query, destination: .allSystems,
        options: [], netBSD: "", freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "version 2 query", message: v2Query, destination: .allSystems, netBSD: "", freeBSD: "",
        bridge: ""),
    OddPacket(
        testDescription: "version 2 group query", message: PacketBuilder.igmp(type: 0x11, code: 10, group: group),
        destination: group, netBSD: "", freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "version 2 report", message: v2Report(group), destination: group, netBSD: "", freeBSD: "",
        bridge: ""),
    OddPacket(
        testDescription: "DVMRP from afar", message: PacketBuilder.igmp(type: 0x13), destination: group,
        timeToLive: 64, netBSD: "", freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "traceroute from afar",
        message: PacketBuilder.igmp(type: 0x1F, rest: Array(repeating: 0, count: 16)),
        destination: group, timeToLive: 64, netBSD: "", freeBSD: "other_ttl", bridge: ""),
    OddPacket(
        testDescription: "bad checksum", message: [0x16, 0, 0, 0, 0, 0, 0, 0], destination: group, timeToLive: 2,
        options: [], netBSD: "", freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "too short", message: [0x16, 0, 0], destination: group, timeToLive: 2, options: [],
        netBSD: "", freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "version 3 report", message: PacketBuilder.reportV3(oneRecord), destination: .igmpV3Routers,
        netBSD: "v3_report", freeBSD: "v3_report", bridge: ""),
    OddPacket(
        testDescription: "version 3 report that lacks records",
        message: PacketBuilder.reportV3(oneRecord, count: 9), destination: .igmpV3Routers, isDamagedReport: true,
        netBSD: "damaged_v3_report", freeBSD: "damaged_v3_report", bridge: "damaged_v3_report"),
    OddPacket(
        testDescription: "leave", message: leave(group), destination: .allRouters, netBSD: "leave", freeBSD: "leave",
        bridge: ""),
    OddPacket(
        testDescription: "leave of a host", message: leave(host), destination: .allRouters, netBSD: "leave",
        freeBSD: "leave", bridge: "bad_leave"),
    OddPacket(
        testDescription: "report elsewhere", message: v2Report(group), destination: otherGroup, netBSD: "bad_report",
        freeBSD: "bad_report", bridge: "bad_report"),
    OddPacket(
        testDescription: "version 1 report of a host", message: v1Report(host), destination: group,
        netBSD: "bad_report", freeBSD: "bad_report", bridge: "bad_report"),
    OddPacket(
        testDescription: "version 3 query", message: v3Query, destination: .allSystems, netBSD: "v3_query",
        freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "version 3 group query", message: v3GroupQuery, destination: group, netBSD: "v3_query",
        freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "version 3 group query with code 0", message: PacketBuilder.queryV3(group: group, code: 0),
        destination: group, netBSD: "v3_query misaddressed_v1_query", freeBSD: "", bridge: ""),
    OddPacket(
        testDescription: "query of 9 bytes", message: PacketBuilder.igmp(type: 0x11, code: 100, rest: [0]),
        destination: .allSystems, netBSD: "odd_length_query", freeBSD: "odd_length_query",
        bridge: "odd_length_query"),
    OddPacket(
        testDescription: "query that lacks sources",
        message: PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125, 0, 5]), destination: .allSystems,
        netBSD: "v3_query missing_sources", freeBSD: "missing_sources", bridge: "missing_sources"),
    OddPacket(
        testDescription: "general query with sources", message: PacketBuilder.queryV3(sources: [host]),
        destination: .allSystems, netBSD: "v3_query sources_in_general_query", freeBSD: "sources_in_general_query",
        bridge: "sources_in_general_query"),
    OddPacket(
        testDescription: "misplaced version 1 query", message: v1Query, destination: group,
        netBSD: "misaddressed_v1_query", freeBSD: "misaddressed_v1_query", bridge: "misaddressed_v1_query"),
    OddPacket(
        testDescription: "misplaced version 2 query", message: v2Query, destination: group,
        netBSD: "", freeBSD: "misaddressed_v2_query", bridge: "misaddressed_v2_query"),
    OddPacket(
        testDescription: "misplaced version 3 query", message: v3Query, destination: group,
        netBSD: "v3_query", freeBSD: "misaddressed_v3_query",
        bridge: "misaddressed_v3_query"),
    OddPacket(
        testDescription: "query to all by broadcast", message: v2Query, destination: .broadcast,
        destinationMAC: .broadcast, netBSD: "query_to_no_group", freeBSD: "misaddressed_v2_query",
        bridge: "unsnooped"),
    OddPacket(
        testDescription: "version 1 query of a group", message: PacketBuilder.igmp(type: 0x11, group: group),
        destination: .allSystems, netBSD: "", freeBSD: "v1_query_with_group", bridge: ""),
    OddPacket(
        testDescription: "query of a host", message: PacketBuilder.igmp(type: 0x11, code: 10, group: host),
        destination: group, netBSD: "query_of_no_group", freeBSD: "query_of_no_group", bridge: "query_of_no_group"),
    OddPacket(
        testDescription: "router solicitation", message: [0x31, 0, 0xCE, 0xFF], destination: .allRouters,
        netBSD: "short_mrd", freeBSD: "short_mrd", bridge: "short_mrd"),
    OddPacket(
        testDescription: "report from afar", message: v2Report(group), destination: group, timeToLive: 64,
        netBSD: "other_ttl", freeBSD: "other_ttl", bridge: "other_ttl"),
    OddPacket(
        testDescription: "general query from afar", message: v2Query, destination: .allSystems, timeToLive: 64,
        netBSD: "other_ttl", freeBSD: "other_ttl", openBSD: "filtered", bridge: "other_ttl"),
    OddPacket(
        testDescription: "report without Router Alert", message: v2Report(group), destination: group, options: [],
        netBSD: "no_router_alert", freeBSD: "no_router_alert", bridge: "no_router_alert"),
    OddPacket(
        testDescription: "query from a group", message: v2Query, destination: .allSystems, source: group,
        netBSD: "undelivered", freeBSD: "invalid_source", openBSD: "invalid_source", bridge: "invalid_source"),
    OddPacket(
        testDescription: "query from a loopback address", message: v2Query, destination: .allSystems,
        source: IPv4Address(127, 0, 0, 1), netBSD: "undelivered", freeBSD: "undelivered", bridge: "invalid_source"),
    OddPacket(
        testDescription: "query to another host", message: v2Query, destination: neighbour,
        destinationMAC: MACAddress(rawValue: 0x0200_0000_0002), netBSD: "undelivered", freeBSD: "undelivered",
        bridge: "unsnooped"),
    OddPacket(
        testDescription: "report to nowhere", message: v2Report(group), destination: .unspecified,
        destinationMAC: .broadcast, netBSD: "bad_report", freeBSD: "undelivered", bridge: "unsnooped"),
    OddPacket(
        testDescription: "malformed options", message: v2Report(group), destination: group,
        options: [0x94, 9, 0, 0], netBSD: "bad_ip_header", freeBSD: "bad_ip_header", bridge: "malformed_options"),
    OddPacket(
        testDescription: "malformed options and a bad checksum", message: [0x13, 0, 0, 0, 0, 0, 0, 0],
        destination: group, options: [0x94, 9, 0, 0], netBSD: "bad_ip_header", freeBSD: "bad_ip_header",
        bridge: "malformed_options"),
    OddPacket(
        testDescription: "malformed options of what no bridge counts", message: PacketBuilder.igmp(type: 0x13),
        destination: group, options: [0x94, 9, 0, 0], netBSD: "bad_ip_header", freeBSD: "bad_ip_header", bridge: ""),
    OddPacket(
        testDescription: "another option", message: v2Report(group), destination: group,
        options: routerAlert + [0x07, 4, 4, 0], netBSD: "", freeBSD: "", openBSD: "filtered", bridge: ""),
    OddPacket(
        testDescription: "in a frame to one host", message: v2Report(group), destination: group,
        destinationMAC: MACAddress(rawValue: 0x0200_0000_0002), netBSD: "", freeBSD: "", bridge: "unsnooped"),
]

@Suite("Differences from RFC 9776")
struct CountingDifferencesTests {
    private func names(_ differences: CountingDifferences, _ kernel: CountingKernel) -> String {
        differences.differences(of: kernel).map { "\($0.oddity.name)\($0.count == 1 ? "" : "=\($0.count)")" }
            .joined(separator: " ")
    }

    @Test("Each kernel's are those of its own rules", arguments: packets)
    func packet(_ packet: OddPacket) {
        var wire = Wire()
        var differences = CountingDifferences()
        var unfiltered = CountingDifferences(hasPacketFilter: false)
        wire.carry(
            packet.message, from: packet.source, to: packet.destination, timeToLive: packet.timeToLive,
            options: packet.options, destinationMAC: packet.destinationMAC
        ) {
            differences.observe($0)
            unfiltered.observe($0)
            if packet.isDamagedReport { differences.noteDamagedReport($0) }
        }
        #expect(names(differences, .netBSD) == packet.netBSD)
        #expect(names(differences, .freeBSD) == packet.freeBSD)
        #expect(names(differences, .openBSD) == packet.openBSD ?? packet.netBSD)
        #expect(names(differences, .linuxBridge) == packet.bridge)
        if packet.openBSD == "filtered" { #expect(names(unfiltered, .openBSD) == packet.netBSD) }
    }

    @Test("Every class is met with above, but for fragments and what is cut")
    func classes() {
        let met = packets.reduce(into: [String]()) { met, packet in
            for names in [packet.netBSD, packet.freeBSD, packet.openBSD ?? "", packet.bridge] {
                met += names.split(separator: " ").map(String.init)
            }
        }
        let all = PacketOddity.allCases.map { "\($0.name)" }
        #expect(Set(met) == Set(all).subtracting(["fragment", "cut"]))
        #expect(Set(all).count == all.count)
    }

    @Test("Fragments are each a bridge's, and their datagram is the hosts'")
    func fragments() {
        var wire = Wire()
        var differences = CountingDifferences()
        for frame in PacketBuilder.fragments(of: v3Query, to: .allSystems) {
            wire.carry(frame: frame) { differences.observe($0) }
        }
        #expect(names(differences, .netBSD) == "v3_query fragment=2")
        #expect(names(differences, .freeBSD) == "fragment=2")
        #expect(names(differences, .linuxBridge) == "fragment=2")
    }

    @Test("A link's are those of all its packets, the ordinary ones that are only counted and the others")
    func link() {
        var wire = Wire()
        var kernels = LinkKernels()
        for options in [routerAlert, routerAlert, []] {
            wire.carry(v3Query, to: .allSystems, options: options) { kernels.observe($0) }
            wire.carry(leave(group), from: host, to: .allRouters, options: options) { kernels.observe($0) }
        }
        for isDamaged in [false, true, true, false, false] {
            let report = PacketBuilder.reportV3(oneRecord, count: isDamaged ? 2 : 1)
            wire.carry(report, from: host, to: .igmpV3Routers) {
                kernels.observe($0)
                if isDamaged { kernels.noteDamagedReport($0) }
            }
        }
        let differences = kernels.differences
        #expect(names(differences, .netBSD) == "v3_report=3 damaged_v3_report=2 leave=3 v3_query=3 no_router_alert=2")
        #expect(names(differences, .freeBSD) == "v3_report=3 damaged_v3_report=2 leave=3 no_router_alert=2")
        #expect(names(differences, .linuxBridge) == "damaged_v3_report=2 no_router_alert=2")
    }

    @Test("What the tracker finds bad besides version 3 reports is no damaged one")
    func noDamage() {
        var wire = Wire()
        var differences = CountingDifferences()
        wire.carry(v2Report(host), to: group) {
            differences.observe($0)
            differences.noteDamagedReport($0)
        }
        #expect(names(differences, .netBSD) == "bad_report")
    }

    @Test("Any bytes of any length may come, none at all too", arguments: 0...13)
    func anyBytes(length: Int) {
        for type in UInt8.min...UInt8.max {
            for (timeToLive, source) in [(1, querier), (64, group)] as [(UInt8, IPv4Address)] {
                var message = Array(([type] + Array(repeating: 0, count: 12)).prefix(length))
                if length >= 4 { message = PacketBuilder.checksummed(message, at: 2) }
                var wire = Wire()
                var differences = CountingDifferences()
                wire.carry(message, from: source, to: .allSystems, timeToLive: timeToLive, options: []) {
                    differences.observe($0)
                }
                for kernel in CountingKernel.allCases {
                    for difference in differences.differences(of: kernel) { #expect(difference.count == 1) }
                }
            }
        }
    }

    @Test("What was cut by the snapshot length makes no difference, and is told of")
    func cut() {
        let packet = PacketBuilder.ipv4(
            source: querier, destination: group, payload: v2Report(group), timeToLive: 64, options: [])
        let frame = PacketBuilder.ethernet(payload: packet)
        for (length, expected) in [(frame.count, "other_ttl no_router_alert"), (frame.count - 1, "cut")] {
            var wire = Wire()
            var differences = CountingDifferences()
            wire.carry(frame: frame, snapshotLength: length) { differences.observe($0) }
            #expect(names(differences, .netBSD) == expected)
            #expect(names(differences, .linuxBridge) == expected)
        }
    }
}

import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct PacketTextTests {
    /// What a good message, sent as it should be, reads like at a verbosity.
    private func text(_ message: [UInt8], to destination: IPv4Address, verbosity: Int = 0) throws -> String {
        let lines = try PacketLines(message: message, to: destination, verbosity: verbosity)
        #expect(lines.text.count == 1)
        #expect(lines.problems == [])
        return String(try #require(lines.text.first).split(separator: ": ", maxSplits: 1).last ?? "")
    }

    @Test("Messages of versions 1 and 2 read as in tcpdump")
    func versionsOneAndTwo() throws {
        #expect(try text(PacketBuilder.igmp(type: 0x11), to: .allSystems) == "igmp query v1")
        #expect(try text(PacketBuilder.igmp(type: 0x11, code: 100), to: .allSystems) == "igmp query v2")
        #expect(
            try text(PacketBuilder.igmp(type: 0x11, code: 10, group: group), to: group)
                == "igmp query v2 [max resp time 10] [gaddr 239.1.1.1]")
        #expect(try text(PacketBuilder.igmp(type: 0x12, group: group), to: group) == "igmp v1 report 239.1.1.1")
        #expect(try text(v2Report, to: group) == "igmp v2 report 239.1.1.1")
        #expect(try text(PacketBuilder.igmp(type: 0x17, group: group), to: .allRouters) == "igmp leave 239.1.1.1")
    }

    @Test(
        "The maximum response time of a version 3 query reads as in tcpdump",
        arguments: [
            (100, "igmp query v3"), (10, "igmp query v3 [max resp time 1.0s]"),
            (0, "igmp query v3 [max resp time 0.0s]"), (0x8A, "igmp query v3 [max resp time 20.8s]"),
            (0xFF, "igmp query v3 [max resp time 52m54s]"), (0xFE, "igmp query v3 [max resp time 51m12s]"),
        ] as [(UInt8, String)])
    func maxResponseTime(code: UInt8, expected: String) throws {
        #expect(try text(PacketBuilder.queryV3(code: code), to: .allSystems) == expected)
    }

    @Test("Sources are counted, and listed at verbosity 2")
    func sources() throws {
        let sources = [IPv4Address(10, 1, 0, 1), IPv4Address(10, 1, 0, 2)]
        let query = PacketBuilder.queryV3(group: group, sources: sources)
        #expect(try text(query, to: group) == "igmp query v3 [gaddr 239.1.1.1, 2 source(s)]")
        #expect(try text(query, to: group, verbosity: 1).hasSuffix("[gaddr 239.1.1.1, 2 source(s)]"))
        #expect(
            try text(query, to: group, verbosity: 2).hasSuffix("igmp query v3 [gaddr 239.1.1.1 { 10.1.0.1 10.1.0.2 }]"))
        let report = PacketBuilder.reportV3([
            PacketBuilder.record(type: 1, group: group, sources: sources),
            PacketBuilder.record(type: 4, group: IPv4Address(239, 2, 2, 2)),
        ])
        #expect(
            try text(report, to: .igmpV3Routers)
                == "igmp v3 report, 2 group record(s) [gaddr 239.1.1.1 is_in, 2 source(s)] "
                + "[gaddr 239.2.2.2 to_ex, 0 source(s)]")
        #expect(
            try text(report, to: .igmpV3Routers, verbosity: 2).hasSuffix(
                "2 group record(s) [gaddr 239.1.1.1 is_in { 10.1.0.1 10.1.0.2 }] [gaddr 239.2.2.2 to_ex { }]"))
    }

    @Test("At verbosity 1 the IP header comes first, as in tcpdump")
    func header() throws {
        #expect(
            try PacketLines(message: v2Report, to: group, verbosity: 1).text == [
                """
                IP (tos 0xc0, ttl 1, id 0, offset 0, flags [none], proto IGMP (2), length 32, options (RA))
                    10.0.0.1 > 239.1.1.1: igmp v2 report 239.1.1.1
                """
            ])
        let packet = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: group, payload: v2Report, timeToLive: 64, typeOfService: 2,
            identification: 25_937, fragmentField: 0x4000, options: [])
        #expect(
            try PacketLines(packet: packet, verbosity: 1).text == [
                """
                IP (tos 0x2,ECT(0), ttl 64, id 25937, offset 0, flags [DF], proto IGMP (2), length 28)
                    10.0.0.1 > 239.1.1.1: igmp v2 report 239.1.1.1 (no router alert; ttl 64)
                """
            ])
    }

    @Test(
        "Options other than Router Alert alone are told apart",
        arguments: [
            ([0x94, 4, 0, 0], .max, "RA"), ([0x94, 4, 0, 0, 1, 1, 1, 0], .max, "RA, others"),
            ([1, 1, 1, 0], .max, "no RA"), ([7, 9, 4, 0], .max, "malformed"),
            ([0x94, 4, 0, 0, 7, 9, 4, 0], .max, "RA, malformed"), ([0x94, 4, 0, 0], 14 + 22, "not captured"),
        ] as [([UInt8], Int, String)])
    func options(bytes: [UInt8], snapshotLength: Int, expected: String) throws {
        let packet = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: group, payload: v2Report, options: bytes)
        let lines = try PacketLines(packet: packet, snapshotLength: snapshotLength, verbosity: 1)
        #expect(lines.text.first?.contains(", options (\(expected)))") == true)
    }

    @Test("Interface, direction and VLAN tags stand before IP, the outermost tag first")
    func context() throws {
        let packet = PacketBuilder.ipv4(source: IPv4Address(10, 0, 0, 1), destination: group, payload: v2Report)
        let frame = PacketBuilder.ethernet(tags: [.init(100, protocolIdentifier: 0x88A8), .init(146)], payload: packet)
        let plain = try PacketLines(frames: [frame])
        #expect(plain.text == ["vlan 100, vlan 146, IP 10.0.0.1 > 239.1.1.1: igmp v2 report 239.1.1.1"])
        let named = try PacketLines(
            frames: [frame], interface: "br\u{1B}0", showsInterface: true, direction: .inbound)
        #expect(
            named.text == ["br\\x1b0 In vlan 100, vlan 146, IP 10.0.0.1 > 239.1.1.1: igmp v2 report 239.1.1.1"])
        let nameless = try PacketLines(frames: [frame], interface: nil, showsInterface: true, direction: .outbound)
        #expect(
            nameless.text == ["Out vlan 100, vlan 146, IP 10.0.0.1 > 239.1.1.1: igmp v2 report 239.1.1.1"])
    }

    @Test("What follows auxiliary data is read where it is, and a reserved type is shown by number")
    func auxiliaryData() throws {
        let report = PacketBuilder.reportV3([
            PacketBuilder.record(type: 9, group: group, auxiliary: [1, 2, 3, 4]),
            PacketBuilder.record(type: 3, group: IPv4Address(239, 2, 2, 2)),
        ])
        #expect(
            try PacketLines(message: report, to: .igmpV3Routers).text == [
                "IP 10.0.0.1 > 224.0.0.22: igmp v3 report, 2 group record(s) "
                    + "[gaddr 239.1.1.1 [v3-report-#9], 0 source(s), 4 aux byte(s)] "
                    + "[gaddr 239.2.2.2 to_in, 0 source(s)] (reserved record type 9; auxiliary data)"
            ])
    }

    @Test(
        "Messages that are not about membership are named, as in tcpdump where it knows them",
        arguments: [
            ([0x13, 5, 0, 0, 0, 0, 0, 0], "igmp dvmrp Ask-neighbors2"),
            ([0x13, 77, 0, 0, 0, 0, 0, 0], "igmp dvmrp [type 77]"),
            ([0x14, 4, 0, 0, 0, 0, 0, 0], "igmp pimv1 RP-reachable"),
            ([0x15, 0, 0, 0, 0, 0, 0, 0], "igmp cisco trace"),
            (
                [0x1F, 32, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 64, 0, 0, 7],
                "mtrace 7: 1.1.1.1 to 2.2.2.2 reply-to 3.3.3.3"
            ),
            (
                [0x1E, 32, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 224, 0, 0, 9, 64, 0, 1, 0],
                "mresp 256: 1.1.1.1 to 2.2.2.2 reply-to 224.0.0.9 with-ttl 64"
            ),
            (
                [0x30, 20, 0, 0, 0, 125, 0, 2],
                "igmp mrd advertisement, interval 20s, query interval 125s, robustness 2"
            ),
            ([0x31, 0, 0, 0], "igmp mrd solicitation"), ([0x32, 0, 0, 0], "igmp mrd termination"),
            ([0xFD, 0, 0, 0, 239, 1, 1, 1], "igmp rgmp join 239.1.1.1"),
            ([0xFF, 0, 0, 0, 0, 0, 0, 0], "igmp rgmp hello"),
            ([0x40, 0, 0, 0, 239, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], "igmp igap report 239.1.1.1"),
            ([0x77, 0, 0, 0, 0, 0, 0, 0], "igmp-119"),
        ] as [([UInt8], String)])
    func routerMessages(message: [UInt8], expected: String) throws {
        #expect(try text(PacketBuilder.checksummed(message, at: 2), to: IPv4Address(224, 0, 0, 106)) == expected)
    }

    @Test("A message cut anywhere, and any type of any length, gets one line")
    func everyLength() throws {
        for type in UInt8.min...UInt8.max {
            for length in [0, 1, 2, 3, 4, 7, 8, 9, 11, 12, 15, 16, 23, 24, 40] {
                let message = Array(([type] + Array(repeating: UInt8(0xEF), count: 40)).prefix(length))
                for snapshot in [Int.max, 14 + 24, 14 + 24 + length / 2] {
                    let packet = PacketBuilder.ipv4(
                        source: IPv4Address(10, 0, 0, 1), destination: group, payload: message)
                    let lines = try PacketLines(packet: packet, snapshotLength: snapshot, verbosity: 2)
                    try #require(lines.text.count == 1 && lines.json.count == 1)
                }
            }
        }
    }
}

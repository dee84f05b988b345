import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct PacketProblemsTests {
    private static let host = IPv4Address(10, 0, 0, 1)

    /// A version 2 report as it should be sent, but for what is given.
    private func report(
        from source: IPv4Address = host, to destination: IPv4Address = group, message: [UInt8] = v2Report,
        timeToLive: UInt8 = 1, typeOfService: UInt8 = 0xC0, options: [UInt8] = [0x94, 4, 0, 0]
    ) throws -> JSONValue? {
        try PacketLines(
            packet: PacketBuilder.ipv4(
                source: source, destination: destination, payload: message, timeToLive: timeToLive,
                typeOfService: typeOfService, options: options)
        ).problems
    }

    @Test("A message sent as it should be has no problem, and each deviation its own")
    func deviations() throws {
        #expect(try report() == [])
        #expect(try report(timeToLive: 64) == ["ttl 64"])
        #expect(try report(timeToLive: 0) == ["ttl 0"])
        #expect(try report(options: []) == ["no router alert"])
        #expect(try report(options: [1, 1, 1, 0]) == ["no router alert"])
        #expect(try report(to: .allRouters) == ["destination is not 239.1.1.1"])
        #expect(try report(from: group) == ["source 239.1.1.1"])
        #expect(try report(from: .broadcast) == ["source 255.255.255.255"])
        // A host without an address yet may report (RFC 9776 section 4.2.14).
        #expect(try report(from: .unspecified) == [])
        #expect(try report(message: PacketBuilder.igmp(type: 0x16, group: group, rest: [0])) == ["trailing bytes: 1"])
        var bad = v2Report
        bad[2] ^= 1
        #expect(try report(message: bad, timeToLive: 2) == ["bad checksum", "ttl 2"])
        #expect(
            try report(to: Self.host, message: PacketBuilder.igmp(type: 0x16, group: Self.host))
                == ["group 10.0.0.1 is not multicast"])
    }

    @Test("The type of service matters in version 3 only, Router Alert from version 2 on")
    func versions() throws {
        #expect(try report(typeOfService: 0) == [])
        let v1 = PacketBuilder.igmp(type: 0x12, group: group)
        #expect(try report(message: v1, typeOfService: 0, options: []) == [])
        #expect(try report(message: v1, timeToLive: 3, options: []) == ["ttl 3"])
        let query = PacketBuilder.queryV3()
        #expect(try report(to: .allSystems, message: query) == [])
        #expect(try report(to: .allSystems, message: query, typeOfService: 0) == ["tos 0x00"])
        #expect(try report(from: .unspecified, to: .allSystems, message: query) == ["source 0.0.0.0"])
        #expect(try report(message: query) == ["destination is not 224.0.0.1"])
        let leave = PacketBuilder.igmp(type: 0x17, group: group)
        #expect(try report(to: .allRouters, message: leave) == [])
        #expect(try report(message: leave) == ["destination is not 224.0.0.2"])
        let v3 = PacketBuilder.reportV3([])
        #expect(try report(to: .igmpV3Routers, message: v3) == [])
        #expect(try report(to: .allRouters, message: v3) == ["destination is not 224.0.0.22"])
    }

    @Test("Rules of membership are not applied to DVMRP, PIM and traceroute", arguments: [0x13, 0x14] as [UInt8])
    func otherProtocols(type: UInt8) throws {
        let message = PacketBuilder.igmp(type: type)
        #expect(try report(to: IPv4Address(10, 0, 0, 2), message: message, timeToLive: 255, options: []) == [])
        let trace = PacketBuilder.checksummed([0x1F] + Array(repeating: 0, count: 23), at: 2)
        #expect(try report(message: trace, timeToLive: 127, options: []) == [])
    }

    @Test("The Ethernet destination must be the one that the group maps to")
    func destinationMAC() throws {
        let packet = PacketBuilder.ipv4(source: Self.host, destination: group, payload: v2Report)
        func problems(_ address: MACAddress?) throws -> JSONValue? {
            try PacketLines(frames: [PacketBuilder.ethernet(destination: address, payload: packet)]).problems
        }
        #expect(try problems(nil) == [])
        #expect(try problems(MACAddress(rawValue: 0x0100_5E01_0102)) == ["destination MAC does not match the group"])
    }

    @Test(
        "Too short a message says how short, and whether its checksum is right",
        arguments: [
            ([], "bad"), ([0x16], "bad"), ([0xFF, 0xFF], "bad"), ([0x16, 0, 0xE9, 0xFF], "good"),
            ([0x16, 0, 0xE9, 0xFE], "bad"), ([0x16, 0, 0xE9, 0xFF, 0, 0, 0], "good"),
        ] as [([UInt8], String)])
    func tooShort(message: [UInt8], checksum: String) throws {
        let packet = PacketBuilder.ipv4(source: Self.host, destination: group, payload: message)
        let object = try #require(try PacketLines(packet: packet).json.first)
        #expect(object["checksum"] == .string(checksum))
        #expect(object["length"] == .number(String(message.count)))
        #expect(object["group"] == .null)
        #expect(object["problems"]?.elements?.contains(.string("too short, bytes: \(message.count)")) == true)
    }

    @Test("A query of 9 to 11 bytes is of no version", arguments: 8...12)
    func queryLength(length: Int) throws {
        let rest = Array(repeating: UInt8(0), count: length - 8)
        let message = PacketBuilder.igmp(type: 0x11, code: 100, rest: rest)
        let lines = try PacketLines(message: message, to: .allSystems)
        let object = try #require(lines.json.first)
        if length == 8 || length == 12 {
            #expect(object["version"] == (length == 8 ? 2 : 3) && object["problems"] == [])
        } else {
            #expect(object["type"] == "other" && object["type_code"] == 17 && object["version"] == .null)
            #expect(object["problems"] == [.string("query of \(length) bytes")])
            #expect(
                lines.text == ["IP 10.0.0.1 > 224.0.0.1: igmp query [len \(length)] (query of \(length) bytes)"])
        }
    }

    @Test("A query with more sources than there are lists those that are there")
    func missingSources() throws {
        var query = PacketBuilder.queryV3(group: group, sources: [IPv4Address(10, 1, 0, 1)])
        let whole = try #require(try PacketLines(message: query, to: group).json.first)
        #expect(whole["problems"] == [])
        query[11] = 5
        query = PacketBuilder.checksummed(query, at: 2)
        let lines = try PacketLines(message: query, to: group)
        let object = try #require(lines.json.first)
        #expect(object["type"] == "v3_group_source_query" && object["checksum"] == "good")
        #expect(object["sources"] == ["10.1.0.1"])
        #expect(object["problems"] == ["truncated at byte 12: 20 bytes announced, 4 there"])
        #expect(
            lines.text == [
                "IP 10.0.0.1 > 239.1.1.1: igmp query v3 [gaddr 239.1.1.1 [invalid number of sources 5]] "
                    + "(truncated at byte 12: 20 bytes announced, 4 there)"
            ])
    }

    @Test("Records before a damaged one are listed, and a problem says where the damage is")
    func damagedRecord() throws {
        let record = PacketBuilder.record(type: 4, group: group)
        let whole = try PacketLines(message: PacketBuilder.reportV3([record, record]), to: .igmpV3Routers)
        #expect(whole.problems == [])
        let lines = try PacketLines(message: PacketBuilder.reportV3([record], count: 2), to: .igmpV3Routers)
        #expect(lines.problems == ["truncated at byte 16: 8 bytes announced, 0 there"])
        #expect(lines.json.first?["records"]?.elements?.count == 1)
        #expect(
            lines.text == [
                "IP 10.0.0.1 > 224.0.0.22: igmp v3 report, 2 group record(s) [gaddr 239.1.1.1 to_ex, 0 source(s)] "
                    + "(truncated at byte 16: 8 bytes announced, 0 there)"
            ])
    }

    @Test("Trailing bytes are told, unless they are announced as extensions")
    func trailingBytes() throws {
        let record = PacketBuilder.record(type: 4, group: group)
        var report = PacketBuilder.checksummed(PacketBuilder.reportV3([record]) + [1, 2, 3, 4, 5, 6], at: 2)
        #expect(try PacketLines(message: report, to: .igmpV3Routers).problems == ["trailing bytes: 6"])
        report[4] = 0x80
        report = PacketBuilder.checksummed(report, at: 2)
        #expect(try PacketLines(message: report, to: .igmpV3Routers).problems == [])
        var query = PacketBuilder.checksummed(PacketBuilder.queryV3() + [1, 2], at: 2)
        #expect(try PacketLines(message: query, to: .allSystems).problems == ["trailing bytes: 2"])
        query[8] |= 0x80
        query = PacketBuilder.checksummed(query, at: 2)
        #expect(try PacketLines(message: query, to: .allSystems).problems == [])
    }

    @Test("What the snapshot length cut is neither good nor bad, and no record is called damaged for it")
    func snapshotLength() throws {
        let record = PacketBuilder.record(type: 4, group: group)
        let packet = PacketBuilder.ipv4(
            source: Self.host, destination: .igmpV3Routers, payload: PacketBuilder.reportV3([record, record]))
        #expect(try PacketLines(packet: packet).problems == [])
        for captured in 20..<packet.count {
            let lines = try PacketLines(packet: packet, snapshotLength: 14 + captured)
            let object = try #require(lines.json.first)
            #expect(object["checksum"] == "unverifiable")
            #expect(object["problems"] == ["cut by the snapshot length"])
            #expect(object["router_alert"] == (captured < 24 ? .null : true))
            #expect(object["type"] == (captured > 24 ? "v3_report" : "other"))
            #expect(object["records"]?.elements?.count == (captured < 32 ? nil : (captured - 32) / 8))
        }
    }

    @Test("A bad IP header is told with its fault, and nothing else of the header is judged")
    func badHeader() throws {
        var packet = PacketBuilder.ipv4(source: Self.host, destination: group, payload: v2Report, timeToLive: 64)
        packet[10] ^= 1
        let object = try #require(try PacketLines(packet: packet).json.first)
        #expect(object["problems"] == ["bad IP header checksum"])
        #expect(object["type"] == "v2_report" && object["checksum"] == "good" && object["group"] == "239.1.1.1")
    }

    @Test("A fragment says that it is one; the datagram follows its last fragment")
    func fragments() throws {
        let records = (1...4).map { PacketBuilder.record(type: 4, group: IPv4Address(239, 1, 1, $0)) }
        let report = PacketBuilder.reportV3(records)
        func fragment(_ range: Range<Int>, more: Bool) -> [UInt8] {
            PacketBuilder.ethernet(
                payload: PacketBuilder.ipv4(
                    source: Self.host, destination: .igmpV3Routers, payload: Array(report[range]),
                    identification: 5, fragmentField: UInt16(range.lowerBound / 8) | (more ? 0x2000 : 0)))
        }
        let lines = try PacketLines(frames: [fragment(0..<24, more: true), fragment(24..<40, more: false)])
        #expect(
            lines.text == [
                "IP 10.0.0.1 > 224.0.0.22: igmp v3 report, 4 group record(s) [gaddr 239.1.1.1 to_ex, 0 source(s)] "
                    + "[gaddr 239.1.1.2 to_ex, 0 source(s)] (fragment at byte 0, more to come)",
                "IP 10.0.0.1 > 224.0.0.22: igmp (fragment at byte 24)",
                "IP 10.0.0.1 > 224.0.0.22: igmp v3 report, 4 group record(s) "
                    + "[gaddr 239.1.1.1 to_ex, 0 source(s)] [gaddr 239.1.1.2 to_ex, 0 source(s)] "
                    + "[gaddr 239.1.1.3 to_ex, 0 source(s)] [gaddr 239.1.1.4 to_ex, 0 source(s)]",
            ])
        #expect(lines.json.map { $0["checksum"] } == ["unverifiable", "unverifiable", "good"])
        #expect(lines.json[1]["type"] == "other" && lines.json[1]["type_code"] == .null)
        #expect(lines.json[2]["number"] == 2 && lines.json[2]["problems"] == [])
        let dropped = try PacketLines(frames: [fragment(0..<20, more: true)])
        #expect(dropped.problems == ["dropped fragment: bad length"])
    }

    @Test("No two problems have the same words")
    func words() {
        let words = PacketProblem.allCases.map(\.text.description).filter { !$0.isEmpty }
        #expect(Set(words).count == words.count)
        #expect(PacketProblem.allCases.count <= UInt32.bitWidth)
    }
}

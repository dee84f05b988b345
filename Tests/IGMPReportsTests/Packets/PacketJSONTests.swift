import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct PacketJSONTests {
    /// Every key, of a good packet and of a broken one alike.
    private static let keys: Set<String> = [
        "number", "ts", "interface", "vlan_tags", "source", "destination", "ttl", "tos", "router_alert", "length",
        "type", "type_code", "version", "checksum", "group", "max_response_s", "s_flag", "qrv", "qqic_s", "sources",
        "records", "problems", "frame_length", "direction", "source_mac", "destination_mac", "identification",
        "fragment_offset", "captured_length", "reassembled", "mtrace", "mrd",
    ]

    private func object(_ message: [UInt8], to destination: IPv4Address) throws -> JSONValue {
        let lines = try PacketLines(message: message, to: destination)
        #expect(lines.json.count == 1)
        let object = try #require(lines.json.first)
        #expect(object.keys == Self.keys)
        return object
    }

    @Test("A good version 2 report, whole")
    func wholeLine() throws {
        var writer = JSONWriter(ByteBuffer())
        let packet = PacketBuilder.ipv4(source: IPv4Address(10, 0, 0, 1), destination: group, payload: v2Report)
        let frame = PacketBuilder.ethernet(tags: [.init(146)], payload: packet)
        lend(frame) { bytes in
            var dissector = Dissector()
            let captured = CapturedFrame(
                bytes: bytes, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 1), linkType: .ethernet,
                direction: .inbound, number: 7)
            dissector.dissect(captured) {
                PacketJSON.write($0, at: captured.timestamp, interface: "eth\"0", to: &writer)
            }
        }
        #expect(
            String(decoding: writer.buffer.bytes(), as: UTF8.self) == """
                {"number":7,"ts":"1970-01-01T00:00:00.000000001Z","interface":"eth\\"0","vlan_tags":[146],\
                "source":"10.0.0.1","destination":"239.1.1.1","ttl":1,"tos":192,"router_alert":true,"length":8,\
                "type":"v2_report","type_code":22,"version":2,"checksum":"good","group":"239.1.1.1",\
                "max_response_s":null,"s_flag":null,"qrv":null,"qqic_s":null,"sources":null,"records":null,\
                "frame_length":50,"direction":"in","source_mac":"02:00:00:00:00:01",\
                "destination_mac":"01:00:5e:01:01:01","identification":0,"fragment_offset":0,"captured_length":8,\
                "reassembled":false,"mtrace":null,"mrd":null,"problems":[]}

                """)
    }

    @Test("Queries have the fields of their version and no others")
    func queries() throws {
        let v1 = try object(PacketBuilder.igmp(type: 0x11), to: .allSystems)
        #expect(v1["type"] == "v1_query" && v1["version"] == 1 && v1["max_response_s"] == .null)
        #expect(v1["group"] == "0.0.0.0" && v1["sources"] == .null)
        let v2 = try object(PacketBuilder.igmp(type: 0x11, code: 25, group: group), to: group)
        #expect(v2["type"] == "v2_group_query" && v2["max_response_s"] == .number("2.5") && v2["qrv"] == .null)
        let v3 = try object(
            PacketBuilder.queryV3(
                group: group, code: 0x8A, suppress: true, robustness: 3, intervalCode: 0x9F,
                sources: [IPv4Address(10, 1, 0, 1)]), to: group)
        #expect(v3["type"] == "v3_group_source_query" && v3["version"] == 3 && v3["type_code"] == 17)
        #expect(v3["max_response_s"] == .number("20.8") && v3["qqic_s"] == 496)
        #expect(v3["s_flag"] == true && v3["qrv"] == 3 && v3["sources"] == ["10.1.0.1"] && v3["records"] == .null)
        #expect(v3["problems"] == [])
        let general = try object(PacketBuilder.queryV3(), to: .allSystems)
        #expect(general["type"] == "v3_general_query" && general["sources"] == [] && general["s_flag"] == false)
    }

    @Test("Records are listed with their sources, whatever their type")
    func records() throws {
        let report = PacketBuilder.reportV3([
            PacketBuilder.record(type: 6, group: group, sources: [IPv4Address(10, 1, 0, 1)], auxiliary: [0, 0, 0, 0]),
            PacketBuilder.record(type: 7, group: IPv4Address(10, 0, 0, 9)),
        ])
        let object = try object(report, to: .igmpV3Routers)
        let records = try #require(object["records"]?.elements)
        #expect(records.count == 2)
        #expect(records[0]["type"] == "block" && records[0]["type_code"] == 6 && records[0]["aux_bytes"] == 4)
        #expect(records[0]["group"] == "239.1.1.1" && records[0]["sources"] == ["10.1.0.1"])
        #expect(records[1]["type"] == "unknown" && records[1]["type_code"] == 7 && records[1]["sources"] == [])
        #expect(object["group"] == .null && object["sources"] == .null)
        #expect(object["problems"] == ["record for no group: 10.0.0.9", "reserved record type 7", "auxiliary data"])
    }

    @Test("Traceroute and router discovery have their own objects")
    func routerMessages() throws {
        let trace = try object(
            PacketBuilder.checksummed(
                [0x1F, 32, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 64, 0, 0, 7], at: 2),
            to: IPv4Address(172, 16, 20, 1))
        #expect(trace["type"] == "mtrace_query" && trace["version"] == .null && trace["group"] == "0.0.0.0")
        #expect(trace["mtrace"]?["query_id"] == 7 && trace["mtrace"]?["response_address"] == "3.3.3.3")
        let advertisement = try object(
            PacketBuilder.checksummed([0x30, 20, 0, 0, 0, 125, 0, 2], at: 2), to: IPv4Address(224, 0, 0, 106))
        #expect(advertisement["mrd"]?["query_interval_s"] == 125 && advertisement["mrd"]?["robustness"] == 2)
        #expect(advertisement["group"] == .null && advertisement["problems"] == [])
    }
}

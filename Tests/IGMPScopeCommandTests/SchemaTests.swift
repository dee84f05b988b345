import Foundation
import TestSupport
import Testing

@Suite("Schemas", .timeLimit(.minutes(2)))
struct SchemaTests {
    private func schema(_ name: String) throws -> JSONSchema {
        try JSONSchema(JSONValue(try Repository.text("Schemas/\(name).schema.json")))
    }

    private func lines(_ run: ProgramRun) throws -> [JSONValue] {
        try run.output.split(separator: UInt8(ascii: "\n")).map { try JSONValue(bytes: Array($0)) }
    }

    private func path(_ capture: String) -> String { Repository.fixtures.appendingPathComponent(capture).path }

    @Test("A report is valid, whatever it carries", arguments: Repository.captures, ["summary", "groups", "members"])
    func reports(capture: String, detail: String) throws {
        let run = try ProgramRun("-r", path(capture), "--json", "--detail", detail, "--as-host", "10.0.0.7")
        var schema = try schema("report")
        let report = try JSONValue(bytes: run.output)
        #expect(schema.problems(of: report) == [])
        #expect(report["interfaces"]?.elements?.isEmpty == false)
    }

    @Test("Each packet's object is valid", arguments: Repository.captures)
    func packets(capture: String) throws {
        var schema = try schema("packet")
        let packets = try lines(try ProgramRun("packets", "-r", path(capture), "--json", "-c", "400"))
        #expect(!packets.isEmpty)
        for packet in packets { #expect(schema.problems(of: packet) == []) }
    }

    @Test("Each event's object is valid", arguments: Repository.captures)
    func events(capture: String) throws {
        var schema = try schema("event")
        let events = try lines(try ProgramRun("-r", path(capture), "--events", "-c", "1000"))
        #expect(!events.isEmpty)
        for event in events { #expect(schema.problems(of: event) == []) }
    }

    @Test(
        "A report with anything changed is invalid",
        arguments: [
            ("\"schema_version\":1", "\"schema_version\":2"),
            ("\"igmp_packets\":24", "\"igmp_packets\":-24"),
            ("\"igmp_packets\":24", "\"igmp_packets\":2.4"),
            ("\"igmp_packets\":24", "\"igmp_packets\":\"24\""),
            ("\"igmp_packets\":24", "\"packets_igmp\":24"),
            ("\"link_type\":\"EN10MB\"", "\"link_type\":null"),
            ("\"querier\":\"10.0.0.1\"", "\"querier\":\"10.0.0.256\""),
            ("\"filter_mode\":\"exclude\"", "\"filter_mode\":\"none\""),
            ("\"last_at\":\"2026-", "\"last_at\":\"26-"),
            ("\"as_host\":[", "\"more\":[],\"as_host\":["),
        ])
    func changedReport(original: String, changed: String) throws {
        var schema = try schema("report")
        let text = try ProgramRun("-r", Repository.capture("mixed-versions.pcap"), "--json").text
        try #require(schema.problems(of: JSONValue(text)) == [])
        try #require(text.contains(original))
        #expect(schema.problems(of: try JSONValue(text.replacing(original, with: changed))) != [])
    }

    @Test(
        "A packet's object with anything changed is invalid",
        arguments: [
            ("\"ttl\":1", "\"ttl\":256"), ("\"type\":\"v3_general_query\"", "\"type\":\"query\""),
            ("\"checksum\":\"good\"", "\"checksum\":\"fine\""), ("\"problems\":[]", "\"problems\":[1]"),
            ("\"vlan_tags\":[]", "\"vlan_tags\":[4096]"), ("\"qrv\":2,", ""),
            ("\"records\":null", "\"records\":[{\"type\":\"is_in\"}]"),
        ])
    func changedPacket(original: String, changed: String) throws {
        var schema = try schema("packet")
        let run = try ProgramRun("packets", "-r", Repository.capture("mixed-versions.pcap"), "--json", "-c", "1")
        try #require(schema.problems(of: JSONValue(run.text)) == [])
        try #require(run.text.contains(original))
        #expect(schema.problems(of: try JSONValue(run.text.replacing(original, with: changed))) != [])
    }
}

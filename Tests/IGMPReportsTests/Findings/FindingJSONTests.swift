import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

@Suite("Findings as JSON")
struct FindingJSONTests {
    private static let keys = [
        "code", "severity", "count", "first_at", "last_at", "host", "mac", "group", "message", "reference",
    ]

    private func findings(_ scene: borrowing ReportScene) throws -> [JSONValue] {
        var json = JSONWriter(ByteBuffer(capacity: 0))
        FindingJSON.write(scene.analyzer.links[0].findings(), to: &json)
        return try #require(JSONValue(String(decoding: json.buffer.bytes(), as: UTF8.self)).elements)
    }

    @Test("A finding has every key, and null where nothing is at fault by itself")
    func keys() throws {
        var scene = ReportScene()
        let group = IPv4Address(224, 0, 0, 251)
        let report = PacketBuilder.igmp(type: 0x16, group: group)
        scene.send(report, from: IPv4Address(10, 0, 1, 1), to: group, at: 0, timeToLive: 7)
        scene.send(report, from: IPv4Address(10, 0, 1, 1), to: group, at: 9, timeToLive: 7)
        let found = try findings(scene)
        #expect(found.map { $0["code"] } == ["ttl", "link_local_group"])
        for finding in found {
            guard case .object(let members) = finding else {
                Issue.record("\(finding) is no object")
                continue
            }
            #expect(Set(members.keys) == Set(Self.keys))
            #expect(finding["count"] == 2)
            #expect(finding["first_at"] == "2023-11-14T12:00:00.000000000Z")
            #expect(finding["last_at"] == "2023-11-14T12:00:09.000000000Z")
        }
        #expect(found[0]["host"] == "10.0.1.1" && found[0]["mac"] == "02:00:00:00:00:01")
        #expect(found[0]["group"] == .null && found[0]["severity"] == "warning")
        #expect(found[1]["host"] == .null && found[1]["mac"] == .null && found[1]["group"] == "224.0.0.251")
    }

    @Test("As an event a finding has the time at which it was made, and no count")
    func event() throws {
        var scene = ReportScene()
        let group = IPv4Address(239, 1, 1, 1)
        scene.send(
            PacketBuilder.igmp(type: 0x16, group: group), from: IPv4Address(10, 0, 1, 1), to: group, at: 1,
            timeToLive: 7)
        var json = JSONWriter(ByteBuffer(capacity: 0))
        EventsJSON.write(
            .finding(try #require(scene.analyzer.links[0].findings().first)), interface: nil, index: nil,
            vlanTags: VLANTags(), to: &json)
        let text = String(decoding: json.buffer.bytes(), as: UTF8.self)
        #expect(text.hasPrefix("{\"ts\":\"2023-11-14T12:00:01.000000000Z\",\"event\":\"finding\",\"interface\":null,"))
        let event = try JSONValue(text)
        #expect(event["code"] == "ttl" && event["host"] == "10.0.1.1" && event["count"] == nil)
    }
}

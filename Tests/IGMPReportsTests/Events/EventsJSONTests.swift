import IGMPWire
import TestSupport
import Testing

@testable import IGMPAnalysis
@testable import IGMPReports
@testable import IGMPTracking

struct EventsJSONTests {
    private static let host = IPv4Address(10, 0, 0, 5)
    private static let other = IPv4Address(10, 0, 0, 7)
    private static let time = Timestamp(nanoseconds: 1_235_470_907_698_870_000)

    private func event(
        _ kind: Change.Kind, interface: String? = "eth0", index: UInt32? = nil, tags: [UInt16] = []
    ) throws -> JSONValue {
        var vlanTags = VLANTags()
        for tag in tags { _ = vlanTags.append(tag) }
        var json = JSONWriter(ByteBuffer(capacity: 0))
        EventsJSON.write(
            .change(Change(at: Self.time, kind: kind)), interface: interface, index: index, vlanTags: vlanTags,
            to: &json)
        let text = String(decoding: json.buffer.bytes(), as: UTF8.self)
        #expect(text.hasSuffix("}\n") && text.hasPrefix("{\"ts\":\"2009-02-24T10:21:47.698870000Z\",\"event\":\""))
        #expect(text.count { $0 == "\n" } == 1)
        return try JSONValue(text)
    }

    static let cases: [(Change.Kind, [String: JSONValue])] = [
        (
            .memberJoined(group: group, host: host, version: 3),
            ["event": "member_joined", "host": "10.0.0.5", "group": "239.1.1.1", "version": 3]
        ),
        (
            .memberLeft(group: group, host: host, reason: .toIncludeEmpty),
            ["event": "member_left", "host": "10.0.0.5", "group": "239.1.1.1", "reason": "to_include_empty"]
        ),
        (.groupCreated(group), ["event": "group_created", "group": "239.1.1.1"]),
        (.groupExpired(group), ["event": "group_expired", "group": "239.1.1.1"]),
        (.querierElected(host), ["event": "querier_elected", "querier": "10.0.0.5"]),
        (.querierLost(host), ["event": "querier_lost", "querier": "10.0.0.5"]),
        (
            .querierChanged(from: other, to: host),
            ["event": "querier_changed", "querier": "10.0.0.5", "previous_querier": "10.0.0.7"]
        ),
        (
            .routerVersionChanged(from: 3, to: 2),
            ["event": "router_version_changed", "version": 2, "previous_version": 3]
        ),
    ]

    @Test("Each change is an object on a line of its own, with just the keys of its event", arguments: 0..<8)
    func keys(index: Int) throws {
        let (kind, members) = Self.cases[index]
        var expected = members
        expected["ts"] = "2009-02-24T10:21:47.698870000Z"
        expected["interface"] = "eth0"
        expected["interface_index"] = 12
        expected["vlan_tags"] = [146, 7]
        #expect(try event(kind, index: 12, tags: [146, 7]) == .object(expected))
    }

    @Test("An interface without a name is null, one with any name is kept whole")
    func interface() throws {
        #expect(try event(.groupCreated(group), interface: nil)["interface"] == .null)
        #expect(try event(.groupCreated(group))["interface_index"] == .null)
        #expect(try event(.groupCreated(group), interface: "e\u{1B}\"")["interface"] == "e\u{1B}\"")
    }

    @Test(
        "Each reason of leaving has its name",
        arguments: [
            (LeaveReason.leave, "leave"), (.toIncludeEmpty, "to_include_empty"), (.block, "block"),
            (.evicted, "evicted"),
            (.unanswered, "unanswered"),
        ] as [(LeaveReason, String)])
    func reasons(reason: LeaveReason, name: String) throws {
        let kind = Change.Kind.memberLeft(group: group, host: Self.host, reason: reason)
        #expect(try event(kind)["reason"] == .string(name))
    }

    @Test("Events that a slow reader missed, and packets that were lost, have a line in their place")
    func lost() throws {
        var json = JSONWriter(ByteBuffer(capacity: 0))
        EventsJSON.writeLostEvents(7, before: Self.time, to: &json)
        EventsJSON.writeLostPackets(8, by: Self.time, to: &json)
        let lines = String(decoding: json.buffer.bytes(), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2)
        for (line, (name, count)) in zip(lines, [("events_lost", 7), ("packets_lost", 8)]) {
            #expect(
                line == "{\"ts\":\"2009-02-24T10:21:47.698870000Z\",\"event\":\"\(name)\",\"interface\":null,"
                    + "\"interface_index\":null,\"vlan_tags\":[],\"count\":\(count)}")
        }
    }
}

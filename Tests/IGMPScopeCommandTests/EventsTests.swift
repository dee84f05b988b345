import Foundation
import IGMPWire
import TestSupport
import Testing

/// What the events of a capture come to, taken one by one.
private struct EventState {
    struct Link: Hashable {
        let name: JSONValue?
        let index: JSONValue?
        let tags: JSONValue?
    }

    private(set) var members: [Link: Set<String>] = [:]
    private(set) var groups: [Link: Set<String>] = [:]
    private(set) var queriers: [Link: String] = [:]
    private(set) var versions: [Link: JSONValue] = [:]
    private(set) var findings: [Link: Set<String>] = [:]
    private var last = ""

    static func link(_ value: JSONValue, name: String, index: String = "interface_index") -> Link {
        Link(name: value[name], index: value[index], tags: value["vlan_tags"])
    }

    static func text(_ value: JSONValue?) -> String { if case .string(let text)? = value { text } else { "-" } }

    static func finding(_ value: JSONValue) -> String {
        ["code", "host", "group"].map { text(value[$0]) }.joined(separator: " ")
    }

    /// Returns why the event is no change of what was before, if it is none.
    mutating func take(_ event: JSONValue, isInOrder: Bool) -> String? {
        let link = Self.link(event, name: "interface")
        let group = Self.text(event["group"])
        let member = "\(group) \(Self.text(event["host"]))"
        let querier = Self.text(event["querier"])
        let previous = event["previous_querier"].map(Self.text)
        let time = Self.text(event["ts"])
        defer { last = time }
        if isInOrder, time < last { return "before the event told before it" }
        switch Self.text(event["event"]) {
        case "member_joined":
            guard groups[link]?.contains(group) ?? false else { return "of a group that is not there" }
            return members[link, default: []].insert(member).inserted ? nil : "a member already"
        case "member_left": return members[link]?.remove(member) != nil ? nil : "no member"
        case "group_created": return groups[link, default: []].insert(group).inserted ? nil : "there already"
        case "group_expired": return groups[link]?.remove(group) != nil ? nil : "not there"
        case "querier_elected":
            return queriers.updateValue(querier, forKey: link) == nil ? nil : "there is one already"
        case "querier_changed":
            return queriers.updateValue(querier, forKey: link) == previous && querier != previous ? nil : "another"
        case "querier_lost": return queriers.removeValue(forKey: link) == querier ? nil : "another"
        case "router_version_changed":
            let before = versions.updateValue(event["version"] ?? .null, forKey: link)
            guard event["version"] != event["previous_version"] else { return "no change" }
            return before == nil || before == event["previous_version"] ? nil : "another"
        case "finding":
            return findings[link, default: []].insert(Self.finding(event)).inserted ? nil : "told already"
        case let name: return "unknown: \(name)"
        }
    }
}

@Suite("Events", .timeLimit(.minutes(2)))
struct EventsTests {
    @Test(
        "Each is a change of what was told before, in the order of time, and together they come to the report",
        arguments: Repository.captures)
    func report(capture: String) throws {
        try expectAgreement(capture, [])
    }

    @Test(
        "So it is where there is little room, and with the groups' own traffic",
        arguments: Repository.captures.filter { $0.hasPrefix("made/") || $0.hasPrefix("found/") },
        [
            ["--data"], ["--limit", "groups=2"], ["--limit", "members=2", "--limit", "hosts=2"],
            ["--data", "--limit", "data-groups=1"],
        ])
    func littleRoom(capture: String, settings: [String]) throws {
        try expectAgreement(capture, settings)
    }

    @Test("What was due on the only link comes before what a packet of a second one brings")
    func secondLink() throws {
        var capture = MadeCapture()
        for (vlan, time) in [(UInt16(5), 0.0), (6, 600)] {
            let report = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(239, 1, 1, 1),
                payload: PacketBuilder.igmp(type: 0x16, group: IPv4Address(239, 1, 1, 1)))
            capture.add(PacketBuilder.ethernet(tags: [PacketBuilder.Tag(vlan)], payload: report), at: time)
        }
        let scratch = try ScratchFolder()
        let file = try scratch.file("links.pcap", capture.bytes)
        let events = try ProgramRun("-r", file.path, "--events").text.split(separator: "\n")
            .map { try JSONValue(String($0)) }
        #expect(events.contains { $0["event"] == .string("group_expired") })
        let times = events.map { EventState.text($0["ts"]) }
        #expect(times == times.sorted())
    }

    private func expectAgreement(_ capture: String, _ settings: [String]) throws {
        let path = Repository.fixtures.appendingPathComponent(capture).path
        let report = try JSONValue(bytes: try ProgramRun(["-r", path, "--json"] + settings).output)
        let isInOrder = report["capture"]?["out_of_order"]?["packets"] == 0
        var state = EventState()
        for line in try ProgramRun(["-r", path, "--events"] + settings).text.split(separator: "\n") {
            let fault = state.take(try JSONValue(String(line)), isInOrder: isInOrder)
            #expect(fault == nil, "\(line)")
        }
        for link in try #require(report["interfaces"]?.elements) {
            let key = EventState.link(link, name: "name")
            let groups = link["groups"]?.elements ?? []
            let members = groups.flatMap { group in
                (group["members"]?.elements ?? []).filter { $0["state"] != "leaving" }
                    .map { "\(EventState.text(group["group"])) \(EventState.text($0["host"]))" }
            }
            #expect(state.members[key] ?? [] == Set(members))
            // A group that nobody forwards any more may have members left.
            let told = state.groups[key] ?? []
            #expect(told.isSubset(of: groups.map { EventState.text($0["group"]) }))
            #expect(
                told.isSuperset(of: groups.filter { $0["forwarding"] == true }.map { EventState.text($0["group"]) }))
            let router = link["router"]
            #expect(
                state.queriers[key] ?? "-" == (router?["present"] == true ? EventState.text(router?["querier"]) : "-"))
            if let version = state.versions[key] { #expect(version == router?["version"]) }
            // Where the clock leaps, what went for want of room depends on how far other links had got.
            guard isInOrder || !settings.contains("--limit") else { continue }
            #expect(state.findings[key] ?? [] == Set((link["findings"]?.elements ?? []).map(EventState.finding)))
        }
    }
}

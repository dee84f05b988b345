import Foundation
import IGMPWire
import TestSupport
import Testing

@Suite("The groups' own traffic", .timeLimit(.minutes(1)))
struct DataTests {
    private static let capture = Repository.capture("data.pcap")

    private func links(_ arguments: String...) throws -> [JSONValue] {
        let run = try ProgramRun(["--json"] + arguments)
        #expect(run.status == 0, "\(run.error)")
        return try #require(try JSONValue(run.text)["interfaces"]?.elements)
    }

    @Test("Without --data none is counted, and links that carry nothing else are none")
    func without() throws {
        let links = try links("-r", Self.capture)
        #expect(links.count == 1 && links.first?["data"] == .null)
        let groups = try #require(links.first?["groups"]?.elements)
        #expect(!groups.isEmpty && groups.allSatisfy { $0["data"] == .null })
        #expect(try self.links("-r", Self.capture, "--data").count == 2)
    }

    @Test("A header that claims more than there is takes nothing from what was captured", arguments: [20, 64])
    func claims(payload: Int) throws {
        var packet = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(239, 1, 1, 1),
            payload: Array(repeating: 0, count: payload))
        #expect(packet[0] >> 4 == 4)
        packet[0] = 0x4F
        packet[9] = 17
        var capture = MadeCapture()
        capture.add(PacketBuilder.ethernet(payload: packet))
        let scratch = try ScratchFolder()
        let file = try scratch.file("claims.pcap", capture.bytes)
        let run = try ProgramRun("-r", file.path, "--data", "--json")
        #expect(run.status == 0, "\(run.error)")
        #expect(try JSONValue(run.text)["capture"]?["packets"] == .number("1"))
    }

    @Test("With --until only what came by then counts")
    func until() throws {
        let half = try links("-r", Self.capture, "--data", "--until", "2026-01-02T03:04:09Z")
        #expect(half.count == 1)
        // One before the join, four of the stream, two of the channel, a fragment at that moment.
        #expect(half.first?["data"]?["packets"] == 8)
    }

    @Test("What -w writes gives the same report, with headers alone")
    func written() throws {
        let scratch = try ScratchFolder()
        let copy = scratch.path("copy.pcapng")
        try ProgramRun(["-r", Self.capture, "--data", "-w", copy, "--json"])
        func comparable(_ links: [JSONValue]) -> JSONValue {
            .array(
                links.map { link in
                    guard case .object(var members) = link else { return link }
                    members["name"] = nil
                    return .object(members)
                })
        }
        // The interfaces' names and numbers are those of the file that is read.
        let expected = comparable(try links("-r", Self.capture, "--data"))
        #expect(comparable(try links("-r", copy, "--data")).firstDifference(from: expected) == nil)
        // All but the packet to one station.
        let report = try JSONValue(try ProgramRun("-r", copy, "--json").text)
        #expect(report["capture"]?["packets"] == 49)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        #expect(bytes.count < 49 * 90)
    }

    @Test("The limits hold, and what went is told")
    func limits() throws {
        func overflow(_ limit: String) throws -> JSONValue? {
            try JSONValue(try ProgramRun("-r", Self.capture, "--data", "--json", "--limit", limit).text)["capture"]?[
                "overflow"]
        }
        #expect(try overflow("data-groups=1")?["data_groups"] != 0)
        #expect(try overflow("data-sources=1")?["data_sources"] != 0)
        let enough = try overflow("data-sources=6")
        #expect(enough?["data_sources"] == 0 && enough?["data_groups"] == 0)
    }

    @Test("The text report tells of each group, and of each source where there are several")
    func text() throws {
        let text = try ProgramRun("-r", Self.capture, "--data").text
        #expect(text.contains("Data on data.pcap vlan 5") || text.contains("Data on \(Self.capture) vlan 5"))
        #expect(text.contains(#/ +232\.2\.2\.2 +2 sources +16 +8 /#))
        #expect(text.contains(#/ +192\.0\.2\.1 +8 +- /#))
    }

    @Test("Only monitor takes it", arguments: ["packets", "counters"])
    func otherCommands(command: String) throws {
        #expect(try ProgramRun(command, "-r", Self.capture).status == 0)
        let run = try ProgramRun(command, "-r", Self.capture, "--data")
        #expect(run.status == 2 && run.error.contains("--data is for monitor"))
    }
}

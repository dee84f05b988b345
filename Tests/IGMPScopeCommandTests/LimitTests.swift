import Foundation
import TestSupport
import Testing

@Suite("Limits", .timeLimit(.minutes(1)))
struct LimitTests {
    private static let capture = Repository.capture("mixed-versions.pcap")

    private func overflow(_ limit: String, of key: String, in file: String = capture) throws -> JSONValue? {
        let run = try ProgramRun("-r", file, "--json", "--limit", limit)
        #expect(run.status == 0)
        return try JSONValue(run.text)["capture"]?["overflow"]?[key]
    }

    @Test(
        "Every limit that a capture reaches is told under its name, and none that it does not",
        arguments: [
            ("groups", "groups", 1, 1), ("hosts", "hosts", 1, 1), ("members", "members", 2, 1),
            ("group-sources", "sources", 1, 1), ("member-sources", "sources", 2, 1),
            ("sources-per-group", "sources", 1, 1), ("sources-per-member", "sources", 1, 1),
            ("routers", "routers", 1, 0),
        ])
    func reached(name: String, key: String, number: Int, least: Int) throws {
        let reached = try #require(try overflow("\(name)=\(number)", of: key))
        guard case .number(let text) = reached else { return #expect(Bool(false), "\(reached)") }
        #expect(Int(text) ?? 0 >= least, "\(name): \(text)")
        #expect(try overflow("\(name)=60000", of: key) == 0)
    }

    @Test("What is kept of a host of interest has its limits too")
    func hosts() throws {
        func overflow(_ limit: String) throws -> JSONValue? {
            let run = try ProgramRun(
                "-r", Repository.capture("filter-modes.pcap"), "--json", "--as-host", "10.0.0.11", "--limit", limit)
            return try JSONValue(run.text)["capture"]?["overflow"]
        }
        #expect(try overflow("host-groups=1000")?["host_groups"] == 0)
        #expect(try overflow("host-groups=1")?["host_groups"] != 0)
        #expect(try overflow("host-sources=1000")?["host_sources"] == 0)
        #expect(try overflow("host-sources=1")?["host_sources"] != 0)
    }

    @Test("Delays beyond the limit leave percentiles of the last ones, and everything else as it is")
    func delays() throws {
        func delays(_ limit: String) throws -> JSONValue? {
            let run = try ProgramRun("-r", Self.capture, "--json", "--limit", limit)
            #expect(run.status == 0)
            let timing = try JSONValue(run.text)["interfaces"]?.elements?.first?["timing"]
            return timing?["answers_by_query"]?["general"]?["report_delay_s"]
        }
        let whole = try delays("delays=100000")
        let limited = try delays("delays=4")
        #expect(whole?["count"] == 10 && whole?["kept"] == whole?["count"])
        #expect(limited?["kept"] == 1)
        for key in ["count", "min", "mean", "max"] { #expect(limited?[key] == whole?[key]) }
    }

    @Test("Packets of links and frames of interfaces that are not kept are counted")
    func links() throws {
        let trunk = Repository.capture("trunk.pcapng")
        let whole = try JSONValue(try ProgramRun("-r", trunk, "--json").text)
        let links = try #require(whole["interfaces"]?.elements)
        #expect(links.count > 1)
        let report = try JSONValue(try ProgramRun("-r", trunk, "--json", "--limit", "links=1").text)
        #expect(report["interfaces"]?.elements?.count == 1)
        #expect(report["capture"]?["igmp_packets"] == whole["capture"]?["igmp_packets"])
        #expect(report["capture"]?["overflow"]?["links"] != 0)
        #expect(try overflow("interfaces=1", of: "interfaces", in: trunk) != 0)
        #expect(try overflow("interfaces=60", of: "interfaces", in: trunk) == 0)
    }

    @Test("Datagrams and pieces beyond the limits are counted, and put together with more room")
    func fragments() throws {
        let file = Repository.capture("fragments.pcap")
        func counts(_ limit: String) throws -> JSONValue? {
            try JSONValue(try ProgramRun("-r", file, "--json", "--limit", limit).text)["capture"]?["fragments"]
        }
        let whole = try counts("datagrams=64")
        #expect(whole?["overflowed"] == 0 && whole?["too_many_fragments"] == 0)
        #expect(try counts("fragments=1")?["too_many_fragments"] != 0)
        #expect(try counts("datagrams=1")?["received"] == whole?["received"])
    }

    @Test("A membership that goes for want of room is an event")
    func event() throws {
        let run = try ProgramRun("-r", Self.capture, "--events", "--limit", "members=1")
        #expect(run.text.contains(#""reason":"evicted""#))
        let plain = try ProgramRun("-r", Self.capture, "--events")
        #expect(plain.text.contains("member_joined") && !plain.text.contains("evicted"))
    }
}

import TestSupport
import Testing

@Suite("Options on findings", .timeLimit(.minutes(1)))
struct FindingOptionsTests {
    /// It has findings of every severity.
    private static let odd = Repository.capture("oddities.pcap")
    private static let clean = Repository.capture("even.pcap")

    private func codes(_ arguments: String...) throws -> Set<String> {
        let report = try JSONValue(bytes: try ProgramRun(["-r", Self.odd, "--json"] + arguments).output)
        let findings = try #require(report["interfaces"]?.elements?.first?["findings"]?.elements)
        return Set(findings.compactMap { if case .string(let code)? = $0["code"] { code } else { nil } })
    }

    @Test("--fail-on ends with 3 where something so bad or worse was found, and the report is there")
    func failOn() throws {
        for severity in ["info", "warning", "error"] {
            let run = try ProgramRun("-r", Self.odd, "--fail-on", severity)
            #expect(run.status == 3 && run.error == "" && run.text.contains("\nFindings on "))
            #expect(try ProgramRun("-r", Self.clean, "--fail-on", severity).status == 0)
        }
        #expect(try ProgramRun("-r", Self.odd).status == 0)
        #expect(try ProgramRun("-r", Self.odd, "--fail-on", "worst").status == 2)
    }

    @Test("What is milder does not count, nor what is ignored")
    func mild() throws {
        // In this one, a TTL is the worst.
        let filter = ["-r", Self.odd, "ip[8] == 64"]
        #expect(try ProgramRun(filter + ["--fail-on", "warning"]).status == 3)
        #expect(try ProgramRun(filter + ["--fail-on", "error"]).status == 0)
        #expect(try ProgramRun(filter + ["--fail-on", "warning", "--ignore", "ttl"]).status == 0)
        #expect(try ProgramRun(filter + ["--fail-on", "info", "--ignore", "ttl"]).status == 3)
    }

    @Test("It holds for events and for packets on standard output too")
    func otherOutput() throws {
        #expect(try ProgramRun("-r", Self.odd, "--events", "--fail-on", "error").status == 3)
        #expect(try ProgramRun("-r", Self.odd, "-w", "-", "--fail-on", "error").status == 3)
    }

    @Test("A link that carries nothing fails a run that watched it for long enough, and says so where it did not")
    func silence() throws {
        let silent = Repository.capture("silent.pcapng")
        #expect(try ProgramRun("-r", silent, "--fail-on", "warning").status == 3)
        let until = ["-r", silent, "--until", "2026-01-02T03:08:19Z"]
        let run = try ProgramRun(until + ["--fail-on", "info"])
        #expect(run.status == 0)
        #expect(run.text.contains("Silent    eth0: no IGMP at all was heard in 4 min 14 s"))
        let json = try JSONValue(bytes: try ProgramRun(until + ["--json"]).output)
        let interfaces = json["capture"]?["silent_interfaces"]?.elements
        #expect(interfaces?.map { $0["name"] } == [.string("eth0"), .string("eth1"), .string("eth2")])
        #expect(interfaces?.first?["silence_s"] == 254 && interfaces?.dropFirst().first?["silence_s"] == 74)
        let due = try ProgramRun(["-r", silent, "--until", "2026-01-02T03:08:20Z", "--fail-on", "warning"])
        #expect(due.status == 3 && due.text.contains("nobody_queries"))
        // What is not taken may well be there.
        #expect(try ProgramRun("-r", silent, "--fail-on", "warning", "igmp or vlan").status == 0)
    }

    @Test("A damaged file ends with 1 whatever was found")
    func damaged() throws {
        let run = try ProgramRun("-r", Repository.capture("damaged.pcapng"), "--fail-on", "info")
        #expect(run.status == 1)
    }

    @Test("--ignore takes away the codes that it names, and no others")
    func ignore() throws {
        let all = try codes()
        try #require(all.isSuperset(of: ["ttl", "tos", "bad_ip_header"]))
        #expect(try codes("--ignore", "ttl", "--ignore", "bad_ip_header") == all.subtracting(["ttl", "bad_ip_header"]))
    }

    @Test("An unknown code is bad usage: those like it are named, or else all")
    func unknown() throws {
        let near = try ProgramRun("-r", Self.odd, "--ignore", "bad-checksun")
        #expect(near.status == 2 && near.output.isEmpty)
        #expect(near.error.contains("There is no finding 'bad-checksun'. Did you mean bad_checksum?"))
        let part = try ProgramRun("-r", Self.odd, "--ignore", "alert")
        #expect(part.error.contains("Did you mean no_router_alert or no_router_alert_v2?"))
        let far = try ProgramRun("-r", Self.odd, "--ignore", String(repeating: "x", count: 1000))
        #expect(far.error.contains("There are: all_systems_reported, auxiliary_data, "))
    }

    @Test("--bad-packets says how many are kept", arguments: [(0, 0), (2, 2), (100_000, 7)])
    func badPackets(limit: Int, kept: Int) throws {
        let report = try JSONValue(
            bytes: try ProgramRun("-r", Self.odd, "--json", "--bad-packets", "\(limit)").output)
        #expect(report["bad_packets"]?.elements?.count == kept)
    }

    @Test("--bad-packets takes no other numbers", arguments: ["-1", "100001", "few"])
    func badPacketNumbers(limit: String) throws {
        #expect(try ProgramRun("-r", Self.odd, "--bad-packets=\(limit)").status == 2)
    }
}

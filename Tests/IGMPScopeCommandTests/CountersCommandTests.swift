import Foundation
import IGMPWire
import TestSupport
import Testing

@Suite("counters")
struct CountersCommandTests {
    private static let capture = Repository.fixtures.appendingPathComponent("netbsd/hostile.pcap").path

    /// What netstat would print of a node's counters, by the labels of its source.
    private func netstat(_ counters: JSONValue) throws -> String {
        let labels = [
            ("rcv_total", "message", "s", " received"),
            ("rcv_tooshort", "message", "s", " received with too few bytes"),
            ("rcv_badsum", "message", "s", " received with bad checksum"),
            ("rcv_queries", "membership quer", "ies", " received"),
            ("rcv_badqueries", "membership quer", "ies", " received with invalid field(s)"),
            ("rcv_reports", "membership report", "s", " received"),
            ("rcv_badreports", "membership report", "s", " received with invalid field(s)"),
            ("rcv_ourreports", "membership report", "s", " received for groups to which we belong"),
            ("snd_reports", "membership report", "s", " sent"),
        ]
        return try labels.reduce("igmp:\n") { text, label in
            guard case .number(let value) = counters[label.0] else { throw Missing(name: label.0) }
            let ending = value == "1" ? (label.2 == "ies" ? "y" : "") : label.2
            return text + "\t\(value) \(label.1)\(ending)\(label.3)\n"
        }
    }

    private struct Missing: Error { let name: String }

    @Test("netstat prints of every host what its own kernel counted, byte for byte")
    func hosts() throws {
        let truth = try JSONValue(Repository.text("Fixtures/netbsd/hostile.json"))
        let nodes = try #require(truth["nodes"]?.elements)
        #expect(nodes.count == 9)
        for node in nodes {
            let expected = try netstat(try #require(node["counters"]))
            var arguments = ["counters", "-r", Self.capture]
            if node["role"] != "router", case .string(let address) = node["address"] {
                arguments += ["--as-host", address]
                if let last = address.split(separator: ".").last.flatMap({ Int($0) }), last % 2 == 0 {
                    arguments += ["--member", "\(address)=224.0.0.251"]
                }
            }
            let run = try ProgramRun(arguments)
            #expect(run.status == 0 && run.text == expected, "\(arguments)")
        }
    }

    @Test("-s -s leaves out counters that are 0, as two options and as one", arguments: [["-s", "-s"], ["-ss"]])
    func suppressedZeros(_ options: [String]) throws {
        let arguments = ["counters", "-r", Repository.capture("mixed-versions.pcap")]
        let all = try ProgramRun(arguments)
        #expect(all.text.contains("\t0 messages received with bad checksum\n"))
        let some = try ProgramRun(arguments + options)
        #expect(some.status == 0, "\(some.error)")
        #expect(
            some.text == all.text.split(separator: "\n").filter { !$0.hasPrefix("\t0 ") }.joined(separator: "\n") + "\n"
        )
        #expect(try ProgramRun(arguments + ["-s", "96"] + options).text == some.text)
    }

    @Test("One -s is the snapshot length, as it is everywhere")
    func snapshotLength() throws {
        for command in [["counters"], ["packets"], []] {
            let arguments = command + ["-r", Repository.capture("mixed-versions.pcap")]
            let expected = try ProgramRun(arguments)
            for length in [["-s", "96"], ["-s96"], ["--snapshot-length", "0"]] {
                let run = try ProgramRun(arguments + length)
                #expect(run.status == 0 && run.text == expected.text, "\(command) \(length)")
            }
            for length in [["-s", "262145"], ["-s", "-1"], ["-s", "x"], ["-s"]] {
                #expect(try ProgramRun(arguments + length).status == 2, "\(command) \(length)")
            }
            if command != ["counters"] {
                let run = try ProgramRun(arguments + ["-s", "-s"])
                #expect(run.status == 2 && run.error.contains("counters"))
            }
        }
    }

    @Test("OpenBSD's pf is on, and off where --pf says so")
    func packetFilter() throws {
        // A query that came from afar, which pf drops.
        let packet = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: .allSystems, payload: PacketBuilder.queryV3(),
            timeToLive: 64)
        let frame = PacketBuilder.ethernet(payload: packet)
        let lengths = PacketBuilder.bigEndian(UInt32(frame.count))
        let scratch = try ScratchFolder()
        let file = try scratch.file(
            "far.pcap",
            [0xA1, 0xB2, 0xC3, 0xD4, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 1]
                + [0, 0, 0, 1, 0, 0, 0, 0] + lengths + lengths + frame)
        let arguments = ["counters", "-ss", "--kernel", "openbsd", "-r", file.path]
        #expect(try ProgramRun(arguments).text == "igmp:\n")
        #expect(try ProgramRun(arguments + ["--pf", "on"]).text == "igmp:\n")
        let unfiltered = "igmp:\n\t1 message received\n\t1 membership query received\n"
        #expect(try ProgramRun(arguments + ["--pf", "off"]).text == unfiltered)
        #expect(try ProgramRun(arguments + ["--pf", "maybe"]).status == 2)
    }

    @Test("A host that runs a routing daemon gets what is sent to groups that it is not in")
    func multicastRouter() throws {
        let arguments = ["counters", "-r", Repository.capture("mixed-versions.pcap"), "--as-host", "10.0.0.11"]
        let (host, router) = (try ProgramRun(arguments), try ProgramRun(arguments + ["--mrouter"]))
        #expect(host.text.hasPrefix("igmp:\n\t10 messages received\n"), "\(host.text)")
        // All 24 packets but its own 5 reports of version 3.
        #expect(router.text.hasPrefix("igmp:\n\t19 messages received\n"), "\(router.text)")
    }

    @Test("linux-bridge counts for ports, not for hosts")
    func bridge() throws {
        let arguments = ["counters", "--kernel", "linux-bridge", "-r", Repository.capture("mixed-versions.pcap")]
        #expect(try ProgramRun(arguments).text.split(separator: "\n").count == 20)
        #expect(try ProgramRun(arguments + ["--as-host", "10.0.0.11"]).status == 2)
    }

    @Test("--json has the counters of the kernel that is named alone, of links and of hosts")
    func namedKernel() throws {
        let arguments = ["counters", "--json", "-r", Repository.capture("oddities.pcap"), "--as-host", "10.0.0.11"]
        let keys = ["netbsd", "freebsd", "openbsd", "linux_bridge"]
        let all = try JSONValue(bytes: ProgramRun(arguments).output)
        for (name, key) in zip(["netbsd", "freebsd", "openbsd"], keys) {
            let run = try ProgramRun(arguments + ["--kernel", name])
            #expect(run.status == 0, "\(run.error)")
            let report = try JSONValue(bytes: run.output)
            for part in ["interfaces", "as_host"] {
                let counters = try #require(report[part]?.elements?.first?["counters"])
                let expected = try #require(all[part]?.elements?.first?["counters"])
                for other in part == "as_host" ? keys.dropLast() : keys[...] {
                    #expect(counters[other] == (other == key ? expected[other] : .null), "\(part) \(other)")
                }
            }
            let explanations = report["interfaces"]?.elements?.first?["explanations"]?.elements ?? []
            #expect(!explanations.isEmpty && explanations.allSatisfy { $0["kernel"] == .string(key) })
        }
    }

    @Test("Where nothing at all could be read there is an error, and no report of nothing; JSON holds the error")
    func nothingRead() throws {
        let missing = "/nonexistent/capture.pcap"
        let readable = Repository.capture("mixed-versions.pcap")
        for command in [["counters"], ["counters", "--explain"], ["counters", "--kernel", "linux-bridge"], []] {
            let run = try ProgramRun(command + ["-r", missing])
            #expect(run.status == 1 && run.text == "", "\(command)")
            #expect(run.errorLines.count == 1 && run.error.contains(missing), "\(run.error)")
            // What another file holds is told all the same.
            let partial = try ProgramRun(command + ["-r", missing, "-r", readable])
            #expect(partial.status == 1 && partial.text.contains("\n"))
        }
        for command in [["counters", "--json"], ["--json"]] {
            let run = try ProgramRun(command + ["-r", missing])
            #expect(run.status == 1)
            let source = try JSONValue(bytes: run.output)["capture"]?["sources"]?.elements?.first
            #expect(source?["complete"] == .bool(false) && source?["error"] != .null)
        }
    }

    @Test("--explain tells of every kernel, or of the one that is named, and the report holds the same")
    func explanations() throws {
        let capture = Repository.capture("oddities.pcap")
        let all = try ProgramRun("counters", "--explain", "-r", capture)
        #expect(all.status == 0)
        let named = try ["netbsd", "freebsd", "openbsd", "linux-bridge"].map {
            try ProgramRun("counters", "--explain", "--kernel", $0, "-r", capture).text
        }
        #expect(all.text == named.joined())
        let report = try JSONValue(bytes: ProgramRun("-r", capture, "--json").output)
        let explanations = try #require(report["interfaces"]?.elements?.first?["explanations"]?.elements)
        #expect(explanations.count == all.text.split(separator: "\n").count { $0.hasPrefix("\t") })
        for explanation in explanations {
            guard case .string(let how) = explanation["counted_as"], case .string(let why) = explanation["reason"],
                case .number(let count) = explanation["count"]
            else {
                Issue.record("\(explanation)")
                continue
            }
            #expect(all.text.contains("\t\(count) ") && all.text.contains(", counted \(how): \(why) ("))
        }
        #expect(try ProgramRun("counters", "--explain", "-r", capture, "--as-host", "10.0.0.1").status == 2)
    }
}

import Foundation
import TestSupport
import Testing

@Suite("Capture filter expressions on files", .timeLimit(.minutes(1)))
struct FilterTests {
    private static let path = Repository.capture("mixed-versions.pcap")

    private func packetCount(_ arguments: [String]) throws -> Int {
        let run = try ProgramRun(["packets", "-r", Self.path] + arguments)
        #expect(run.status == 0, "\(run.error)")
        return run.text.split(separator: "\n").count
    }

    @Test(
        "Only what an expression takes is read",
        arguments: [
            ("", 24), ("igmp", 24), ("host 10.0.0.1", 8), ("src host 10.0.0.21", 4), ("dst 224.0.0.22", 11),
            ("host 10.0.0.1 or host 10.0.0.9", 9), ("udp", 0), ("igmp[0] == 0x17", 1),
        ])
    func expressions(expression: String, packets: Int) throws {
        #expect(try packetCount([expression]) == packets)
        #expect(try packetCount(expression.split(separator: " ").map(String.init)) == packets)
    }

    @Test("A file of -F holds the expression")
    func filterFile() throws {
        let scratch = try ScratchFolder()
        let file = try scratch.file("filter", Array("src host\n10.0.0.21\n".utf8))
        #expect(try packetCount(["-F", file.path]) == 4)
        let bad = try scratch.file("bad", Array("no such words".utf8))
        let run = try ProgramRun("packets", "-r", Self.path, "-F", bad.path)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        let missing = try ProgramRun("packets", "-r", Self.path, "-F", scratch.path("missing"))
        #expect(missing.status == 1)
        #expect(missing.errorLines.count == 1)
    }

    @Test("Names in an expression are looked up, on every link type")
    func names() throws {
        #expect(try packetCount(["src host 10.0.0.21 or src host localhost"]) == 4)
        let run = try ProgramRun(
            "packets", "-r", Repository.capture("trunk.pcapng"), "dst host 239.5.5.5 or src host localhost")
        #expect(run.status == 0)
        #expect(run.error == "")
        #expect(run.text.split(separator: "\n").count == 3)
    }

    @Test("An expression sees each interface's own link type")
    func linkTypes() throws {
        let run = try ProgramRun("packets", "-r", Repository.capture("trunk.pcapng"), "dst host 239.5.5.5")
        #expect(run.status == 0)
        // Untagged: one each of eth0, tun0 and any; this expression does not look behind tags.
        #expect(run.text.split(separator: "\n").count == 3)
    }
}

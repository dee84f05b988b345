import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Reading files", .timeLimit(.minutes(1)))
struct FileInputTests {
    private func report(_ run: ProgramRun) throws -> JSONValue { try JSONValue(bytes: run.output) }

    /// A report without what names its files.
    private func links(_ run: ProgramRun) throws -> JSONValue { try #require(try report(run)["interfaces"]) }

    @Test("A file that is not there ends with 1, and one line that names it")
    func missing() throws {
        let run = try ProgramRun("-r", "missing.pcap", "--json")
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(run.error.hasPrefix("igmpscope: missing.pcap: "))
    }

    @Test(
        "A file that is empty, or no capture, ends with 1, and one line that names it",
        arguments: [[], Array("text".utf8), [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD]])
    func notCapture(bytes: [UInt8]) throws {
        let scratch = try ScratchFolder()
        let file = try scratch.file("file", bytes)
        let run = try ProgramRun("-r", file.path, "--json")
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(run.error.hasPrefix("igmpscope: \(file.path): "))
        #expect(try report(run)["capture"]?["sources"]?.elements?.first?["complete"] == false)
    }

    @Test("A short option's value may follow it at once")
    func joinedValues() throws {
        let run = try ProgramRun("packets", "-rtrunk.pcapng", "-c2", in: Repository.made)
        #expect(run.status == 0)
        #expect(run.text.split(separator: "\n").count == 2)
    }

    @Test("A file that is read as far as was asked for is complete, one that is damaged is not")
    func complete() throws {
        func source(_ arguments: String...) throws -> JSONValue? {
            let run = try ProgramRun(arguments + ["--json"], in: Repository.made)
            return try report(run)["capture"]?["sources"]?.elements?.first
        }
        for arguments in [["--until", "2026-01-02T03:04:06Z"], ["-c", "2"], []] {
            let whole = try ProgramRun(["-r", "trunk.pcapng", "--json"] + arguments, in: Repository.made)
            #expect(try report(whole)["capture"]?["sources"]?.elements?.first?["complete"] == true, "\(arguments)")
            let text = try ProgramRun(["-r", "trunk.pcapng"] + arguments, in: Repository.made).text
            #expect(!text.contains("not read to its end"))
        }
        #expect(try source("-r", "truncated.pcap")?["complete"] == false)
    }

    @Test("Each link says of which moment it tells")
    func stateAt() throws {
        for (arguments, time) in [([], "03:08:20"), (["--until", "2026-01-02T03:05:00Z"], "03:05:00")] {
            let run = try ProgramRun(["-r", "mixed-versions.pcap", "--json"] + arguments, in: Repository.made)
            let link = try report(run)["interfaces"]?.elements?.first
            #expect(link?["state_at"] == .string("2026-01-02T\(time).000000000Z"))
        }
    }

    @Test("What does not fit a line is not cut where no terminal shows it")
    func uncut() throws {
        let text = try ProgramRun("-r", "mixed-versions.pcap", in: Repository.made).text
        #expect(text.contains("02:00:0a:00:00:0c  192.0.2.2 192.0.2.3\n") && !text.contains("…"))
    }

    @Test("What is silent on one link ends at its time while another goes on")
    func quietLinks() throws {
        let events = try ProgramRun("-r", "trunk.pcapng", "--events", in: Repository.made).text
        let lines = events.split(separator: "\n")
        #expect(lines.contains { $0.contains("querier_lost") && $0.contains("\"vlan_tags\":[146]") })
        let times = lines.compactMap { $0.split(separator: "\"").dropFirst(2).first }
        #expect(times == times.sorted())
        let report = try JSONValue(bytes: try ProgramRun("-r", "trunk.pcapng", "--json", in: Repository.made).output)
        let routers = try #require(report["interfaces"]?.elements).compactMap { $0["router"]?["present"] }
        #expect(routers.contains(false))
    }

    @Test("A pipe that is not at its end is told of at once, and left when a signal asks to stop")
    func openPipe() throws {
        let scratch = try ScratchFolder()
        let pipe = try scratch.file("pipe", []).path
        let file = Repository.made.appending(path: "even.pcap").path
        let writer = try StartedProgram(
            path: "/bin/sh",
            ["-c", "rm -f \"$0\"; mkfifo \"$0\"; exec 3> \"$0\"; cat \"$1\" >&3; exec sleep 30", pipe, file])
        while !isPipe(pipe) { usleep(20_000) }
        let reader = try StartedProgram(path: ProgramRun.path, ["packets", "-r", pipe])
        let whole = try ProgramRun("packets", "-r", file).text
        var told = ""
        for _ in 0..<500 where told != whole {
            usleep(20_000)
            told = String(decoding: try Data(contentsOf: reader.output), as: UTF8.self)
        }
        #expect(told == whole)
        kill(reader.identifier, SIGINT)
        let run = try reader.finish()
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        kill(writer.identifier, SIGKILL)
    }

    private func isPipe(_ path: String) -> Bool {
        var status = stat()
        // The call fills in the local it is given.
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    @Test("A damaged file ends with 1 and names file, byte and record; what was before is reported")
    func damaged() throws {
        let run = try ProgramRun("packets", "-r", "truncated.pcap", in: Repository.made)
        #expect(run.status == 1)
        #expect(run.error == "igmpscope: truncated.pcap: byte 1808, record 24: cut short: 76 bytes needed, 46 left\n")
        #expect(run.text.split(separator: "\n").count == 23)
    }

    @Test("A file cut at any byte is reported up to there, and never ends but with 0 or 1")
    func cutAnywhere() throws {
        let scratch = try ScratchFolder()
        let whole = try Repository.bytes("Fixtures/made/even.pcap")
        // Four bytes are in the middle of everything that is not aligned to eight.
        for length in stride(from: 4, to: whole.count, by: 28) {
            let file = try scratch.file("cut.pcap", Array(whole.prefix(length)))
            let run = try ProgramRun("packets", "-r", file.path)
            let isBetweenRecords = length >= 24 && (length - 24) % 76 == 0
            #expect(run.status == (isBetweenRecords ? 0 : 1), "\(length) bytes")
            #expect(run.text.split(separator: "\n").count == max(0, length - 24) / 76, "\(length) bytes")
        }
    }

    @Test("One bad file among several does not keep the others from being read")
    func oneOfSeveral() throws {
        let run = try ProgramRun(
            "-r", "truncated.pcap", "-r", "missing.pcap", "-r", "even.pcap", "--json", in: Repository.made)
        #expect(run.status == 1)
        #expect(run.errorLines.count == 2)
        #expect(try report(run)["capture"]?["packets"] == 28)
    }

    @Test(
        "A capture reads the same from a file and from a pipe, plain and compressed",
        arguments: ["\"$0\" -r \"$1\" --json", "cat \"$1\" | \"$0\" -r - --json", "\"$0\" --json -r - <\"$1\""])
    func pipe(script: String) throws {
        let expected = try links(try ProgramRun("-r", Repository.capture("mixed-versions.pcap"), "--json"))
        for name in ["mixed-versions.pcap", "compressed.pcap.gz"] {
            let run = try ProgramRun(shell: script, Repository.capture(name))
            #expect(run.status == 0, "\(run.error)")
            #expect(expected.firstDifference(from: try links(run)) == nil)
        }
    }

    @Test(
        "Compression is known by content, whatever the file is called",
        arguments: ["compressed.pcap.gz", "cooked.pcap.zst"])
    func content(name: String) throws {
        let scratch = try ScratchFolder()
        let renamed = try scratch.file("capture", try Repository.bytes("Fixtures/made/\(name)"))
        let expected = try links(try ProgramRun("-r", Repository.capture(name), "--json"))
        #expect(expected.elements?.isEmpty == false)
        #expect(try links(try ProgramRun("-r", renamed.path, "--json")) == expected)
    }

    @Test("Several files are read as one run in time order, however they are named")
    func timeOrder() throws {
        let one = try ProgramRun("packets", "-r", "even.pcap", "-r", "odd.pcap", in: Repository.made)
        let other = try ProgramRun("packets", "-r", "odd.pcap", "-r", "even.pcap", in: Repository.made)
        let times = one.text.split(separator: "\n").map { $0.prefix(15) }
        #expect(times.count == 9)
        #expect(times == times.sorted())
        #expect(one.output == other.output)
    }

    @Test("-c stops after so many IGMP packets", arguments: [1, 2, 23, 24, 25])
    func count(count: Int) throws {
        let path = Repository.capture("mixed-versions.pcap")
        let run = try ProgramRun("packets", "-r", path, "-c", "\(count)")
        #expect(run.status == 0)
        #expect(run.text.split(separator: "\n").count == min(count, 24))
        let report = try report(try ProgramRun("-r", path, "--json", "-c", "\(count)"))
        #expect(report["capture"]?["igmp_packets"] == .number("\(min(count, 24))"))
    }

    @Test(
        "--until takes the packets up to that time and none after it",
        arguments: [
            ("2026-01-02T03:04:14.999999999Z", 3), ("2026-01-02T03:04:15Z", 4), ("2026-01-02T04:04:15+01:00", 4),
            ("1767323055", 4), ("1767323055.000000000", 4), ("1767323054.999999999", 3), ("1767323044", 0),
        ])
    func until(time: String, packets: Int) throws {
        let path = Repository.capture("mixed-versions.pcap")
        let run = try ProgramRun("packets", "-r", path, "--until", time)
        #expect(run.status == 0)
        #expect(run.text.split(separator: "\n").count == packets)
    }

    @Test("--until lets timers run on after the last packet")
    func untilAfterTheEnd() throws {
        let path = Repository.capture("mixed-versions.pcap")
        func router(_ arguments: String...) throws -> JSONValue? {
            try report(try ProgramRun(["-r", path, "--json"] + arguments))["interfaces"]?.elements?.first?["router"]
        }
        // The querier is given up at 03:12:35.
        #expect(try router()?["present"] == true)
        #expect(try router("--until", "2026-01-02T03:12:34.999999999Z")?["present"] == true)
        #expect(try router("--until", "2026-01-02T03:12:36Z")?["present"] == false)
    }
}

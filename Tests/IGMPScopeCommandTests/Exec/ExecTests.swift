import Foundation
import TestSupport
import Testing

/// The program with `--exec`, whose commands write where it writes its errors.
@Suite("A command for each event", .timeLimit(.minutes(1)))
struct ExecTests {
    private static let capture = Repository.capture("mixed-versions.pcap")

    private func events(_ capture: String = capture) throws -> String {
        try ProgramRun("-r", capture, "--events").text
    }

    private func leftOut(_ run: ProgramRun) throws -> JSONValue? {
        try JSONValue(bytes: run.output)["capture"]?["overflow"]?["exec_events"]
    }

    @Test(
        "Its standard input is the event, one after another in order, whatever else is shown",
        arguments: [["--json"], ["--events"], ["-q"], ["-w", "-"]])
    func order(arguments: [String]) throws {
        let captures = ["mixed-versions.pcap", "election.pcap", "trunk.pcapng"].map(Repository.capture)
        for capture in captures {
            let expected = try events(capture)
            #expect(!expected.isEmpty)
            let without = try ProgramRun(["-r", capture] + arguments)
            let run = try ProgramRun(["-r", capture, "--exec", "cat"] + arguments)
            #expect(run.status == 0)
            #expect(run.error == expected)
            #expect(run.output == without.output)
        }
    }

    @Test("There is no shell: what one would make something of is an argument")
    func noShell() throws {
        let run = try ProgramRun("-r", Self.capture, "-q", "--exec", "echo $HOME ; | > 'a b' * `id`")
        #expect(Set(run.errorLines) == ["$HOME ; | > 'a b' * `id`"])
    }

    @Test("So many run at a time, and no more; one without the option", arguments: [nil, 1, 3])
    func atATime(limit: Int?) throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("echo begins; sleep 0.1; echo ends")
        let run = try ProgramRun(
            ["-r", Self.capture, "-q", "--exec", path] + (limit.map { ["--exec-limit", "\($0)"] } ?? []))
        var running = 0
        var most = 0
        for line in run.errorLines {
            running += line == "begins" ? 1 : -1
            most = max(most, running)
        }
        #expect(run.errorLines.count == 2 * (try events().split(separator: "\n").count))
        #expect(running == 0)
        #expect(most == limit ?? 1)
    }

    @Test("It is run for every event whether it reads it or not", arguments: ["echo", "sh script"])
    func unread(command: String) throws {
        let scratch = try ScratchFolder()
        _ = try scratch.script("exec <&-; sleep 0.01; echo")
        let run = try ProgramRun("-r", Self.capture, "-q", "--exec", command, in: scratch.url)
        #expect(run.status == 0)
        #expect(run.error == String(repeating: "\n", count: try events().split(separator: "\n").count))
    }

    @Test(
        "That it fails is told, and is no failure of the run",
        arguments: [
            ("exit 0", ""), ("exit 7", "ended with status 7"), ("kill -9 $$", "was ended by signal 9"),
        ])
    func failure(text: String, how: String) throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script(text)
        let run = try ProgramRun("-r", Self.capture, "--json", "--exec", path)
        #expect(run.status == 0)
        let count = try events().split(separator: "\n").count
        #expect(
            run.error == (how.isEmpty ? "" : "igmpscope: --exec: \(path) failed \(count) times; the last one \(how)\n"))
        #expect(try leftOut(run) == 0)
    }

    @Test("A file that only looks like a program is told of as a failure")
    func notAProgram() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.file("data", Array("\u{7F}ELF?".utf8)).path
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let run = try ProgramRun("-r", Self.capture, "-q", "--exec", path)
        #expect(run.status == 0)
        #expect(run.error.contains("the last one could not be started: "))
    }

    @Test(
        "One that cannot be run ends with 2, one line that says why, and nothing read",
        arguments: [
            ("no-such-program-here -x", "no-such-program-here: No such file or directory"),
            ("/nowhere/tool", "/nowhere/tool: No such file or directory"), ("/tmp", "/tmp: Permission denied"),
        ])
    func cannotRun(command: String, message: String) throws {
        // The file is not there either.
        let run = try ProgramRun("-r", "/nowhere/capture.pcap", "--json", "--exec", command)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1)
        #expect(run.error.hasPrefix("igmpscope: --exec: \(message)"))
    }

    @Test(
        "What makes no sense is refused",
        arguments: [
            ["--exec", " "], ["--exec-limit", "2"], ["--exec", "cat", "--exec-limit", "0"],
            ["--exec", "cat", "--exec-limit", "257"],
        ])
    func usage(arguments: [String]) throws {
        let run = try ProgramRun(["-r", Self.capture] + arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
    }

    @Test("Files wait for a slow command, and a signal ends that: what was not run for is counted and told")
    func stopped() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("echo $$; exec sleep 1000")
        let program = try StartedProgram(path: ProgramRun.path, ["-r", Self.capture, "--json", "--exec", path])
        while !(try String(contentsOf: program.error, encoding: .utf8)).contains("waiting until") { usleep(20_000) }
        kill(program.identifier, SIGINT)
        let run = try program.finish()
        #expect(run.status == 0)
        let left = try events().split(separator: "\n").count - 1
        #expect(try leftOut(run) == .number("\(left)"))
        #expect(run.error.hasSuffix("igmpscope: --exec: \(path) was not run for \(left) events\n"))
        // It is ended with the program.
        let command = try #require(run.errorLines.first.flatMap { Int32($0) })
        #expect(try isGone(command))
    }

    /// Whether a process ends soon. One whose end nobody has taken note of is gone too.
    private func isGone(_ identifier: Int32) throws -> Bool {
        for _ in 0..<100 {
            let state = try ProgramRun(shell: "ps -o stat= -p \(identifier)").text
            if state.isEmpty || state.hasPrefix("Z") { return true }
            usleep(50_000)
        }
        return false
    }
}

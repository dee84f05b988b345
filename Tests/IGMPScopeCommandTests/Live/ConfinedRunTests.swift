#if os(Linux)
    import Foundation
    import Glibc
    import TestSupport
    import Testing

    /// What the kernel says of a running program's rights.
    @Suite("A run's rights", .timeLimit(.minutes(2)))
    struct ConfinedRunTests {
        private static let none = "0000000000000000"
        /// CAP_NET_RAW alone.
        private static let netRaw = "0000000000002000"

        private func expectFewRights(_ status: [String: String], capabilities: String = Self.none) {
            #expect(status["NoNewPrivs"] == "1")
            #expect(status["Threads"] == "1")
            for set in ["CapEff", "CapPrm"] { #expect(status[set] == capabilities, "\(set)") }
            for set in ["CapInh", "CapAmb"] { #expect(status[set] == Self.none, "\(set)") }
            if geteuid() == 0 {
                #expect(status["CapBnd"] == Self.none)
                #expect(status["Uid"]?.split(separator: "\t").contains("0") == false)
                #expect(status["Gid"]?.split(separator: "\t").contains("0") == false)
            }
        }

        @Test("A file is read without any right, before its first byte is there")
        func file() throws {
            let scratch = try ScratchFolder()
            let pipe = scratch.path("pipe")
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            let program = try StartedProgram(
                path: ProgramRun.path, ["-r", pipe, "-r", Repository.capture("compressed.pcap.gz"), "--json"])
            // The paths live as long as the calls. Opened both ways, it waits for nobody.
            let end = unsafe open(pipe, O_RDWR | O_CLOEXEC)
            try #require(end >= 0)
            expectFewRights(try program.confinedStatus())
            let bytes = try Repository.bytes("Fixtures/made/even.pcap")
            // The array outlives the call.
            #expect(unsafe write(end, bytes, bytes.count) == bytes.count)
            close(end)
            let run = try program.finish()
            #expect(run.status == 0, "\(run.error)")
            let sources = try JSONValue(bytes: run.output)["capture"]?["sources"]?.elements
            #expect(sources?.count == 2)
            #expect(sources?.allSatisfy { $0["complete"] == true } == true)
        }

        @Test(
            "A named interface is captured from without any right",
            .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
        func interface() throws {
            let network = try BridgeNetwork(hostCount: 1)
            try network.plugIn()
            let scratch = try ScratchFolder()
            let program = try network.start(
                [ProgramRun.path, "-i", "p1", "--json", "-c", "2", "-w", scratch.path("run.pcapng")])
            expectFewRights(try program.confinedStatus())
            kill(program.identifier, SIGUSR1)
            // A query comes every two seconds.
            let run = try program.finish()
            #expect(run.status == 0, "\(run.error)")
            #expect(try JSONValue(bytes: run.output)["capture"]?["igmp_packets"] == 2)
            #expect(try ProgramRun("packets", "-r", scratch.path("run.pcapng")).text.split(separator: "\n").count == 2)
        }

        @Test(
            "All interfaces are captured from with one right, to open those that come later",
            .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
        func all() throws {
            let network = try BridgeNetwork(hostCount: 1)
            try network.plugIn()
            let program = try network.start([ProgramRun.path, "-i", "any", "--json", "-q"])
            expectFewRights(try program.confinedStatus(), capabilities: Self.netRaw)
            try network.ip("link", "add", "later", "type", "veth", "peer", "name", "far")
            try network.ip("link", "set", "far", "up")
            try network.ip("link", "set", "later", "up")
            usleep(2_500_000)
            kill(program.identifier, SIGINT)
            let run = try program.finish()
            #expect(run.status == 0, "\(run.error)")
            let sources = try JSONValue(bytes: run.output)["capture"]?["sources"]?.elements ?? []
            #expect(sources.contains { $0["name"] == "p1" })
            #expect(sources.contains { $0["name"] == "later" && $0["complete"] == true }, "\(sources)")
        }

        @Test(
            "A user who is not root needs CAP_NET_RAW alone, and is told when it is missing",
            .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
        func oneCapability() throws {
            guard (try? BridgeNetwork.run("setpriv", "--version")) != nil else { return }
            let network = try BridgeNetwork(hostCount: 1)
            try network.plugIn()
            // Where that user can read it.
            let scratch = try ScratchFolder()
            let copy = scratch.path("igmpscope")
            // By a program: a descriptor of this process that another test's program inherits
            // would keep the copy from being run.
            try BridgeNetwork.run("cp", ProgramRun.path, copy)
            let user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            let command = [copy, "-i", "p1", "--json", "-q", "-c", "1"]
            let with = try network.start(user + ["--inh-caps=+net_raw", "--ambient-caps=+net_raw"] + command)
            let status = try with.confinedStatus()
            #expect(status["CapPrm"] == Self.none)
            #expect(status["CapAmb"] == Self.none)
            #expect(try with.finish().status == 0)
            let without = try network.start(user + command).finish()
            #expect(without.status == 1)
            #expect(without.errorLines.count == 1)
            #expect(without.error.hasPrefix("igmpscope: p1: "))
            #expect(without.error.contains("CAP_NET_RAW"))
        }

        @Test(
            "-Z names the user to become, and root stays root only where it says so",
            .enabled(if: geteuid() == 0, "needs root"),
            arguments: [("root", "0"), ("daemon", nil), (nil, nil)] as [(String?, String?)])
        func user(name: String?, expected: String?) throws {
            let scratch = try ScratchFolder()
            let pipe = scratch.path("pipe")
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            let program = try StartedProgram(
                path: ProgramRun.path, (name.map { ["-Z", $0] } ?? []) + ["-r", pipe, "--json"])
            // As above.
            let end = unsafe open(pipe, O_RDWR | O_CLOEXEC)
            defer { close(end) }
            let status = try program.confinedStatus()
            // Four of them: real, effective, saved, and of the file system.
            let users = Set(status["Uid"]?.split(separator: "\t").map(String.init) ?? [])
            #expect(users.count == 1)
            #expect((users == ["0"]) == (expected == "0"))
            #expect(status["CapPrm"] == Self.none)
            kill(program.identifier, SIGTERM)
            #expect(try program.finish().status == 0)
        }

        @Test("It does not run set-user-ID", .enabled(if: geteuid() == 0, "needs root"))
        func setUserID() throws {
            guard (try? BridgeNetwork.run("setpriv", "--version")) != nil else { return }
            let scratch = try ScratchFolder()
            let copy = scratch.path("igmpscope")
            // By a program: a descriptor of this process that another test's program inherits
            // would keep the copy from being run.
            try BridgeNetwork.run("cp", ProgramRun.path, copy)
            func run() throws -> ProgramRun {
                try StartedProgram(path: "/usr/bin/env", ["setpriv", "--reuid=65534", copy, "--version"]).finish()
            }
            try #require(try run().status == 0)
            // The path lives as long as the call.
            try #require(unsafe chmod(copy, 0o4755) == 0)
            let refused = try run()
            #expect(refused.status == 1)
            #expect(refused.error == "igmpscope: not to be run set-user-ID or set-group-ID\n")
        }

        @Test("A user who is not there ends with 1, and one line that names it")
        func unknownUser() throws {
            let run = try ProgramRun("-r", Repository.capture("even.pcap"), "-Z", "no-such-user-here")
            #expect(run.status == 1)
            #expect(run.error == "igmpscope: no-such-user-here: no such user\n")
            #expect(run.output.isEmpty)
        }
    }
#endif

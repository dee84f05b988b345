#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    /// Commands for the events of a live capture.
    @Suite(
        "Commands, live", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct LiveExecTests {
        private let port: QuietPort
        private var scratch: ScratchFolder { port.scratch }
        private var written: String { scratch.path("run.pcapng") }

        init() throws {
            port = try QuietPort()
        }

        /// Starts a capture of what comes in at the port.
        private func start(_ arguments: String...) throws -> StartedProgram {
            try port.start(["-i", "p1", "-Q", "in", "--json", "-q", "-w", written] + arguments)
        }

        /// Joins of so many hosts.
        private func send(_ count: Int) throws { try port.network.send(QuietPort.reports(count), host: 1) }

        /// Whether it soon has this on standard error.
        private func tells(_ text: String, _ program: StartedProgram) throws -> Bool {
            for _ in 0..<400 {
                if try String(contentsOf: program.error, encoding: .utf8).contains(text) { return true }
                usleep(25_000)
            }
            return false
        }

        private func leftOut(_ run: ProgramRun) throws -> JSONValue? {
            try JSONValue(bytes: run.output)["capture"]?["overflow"]?["exec_events"]
        }

        /// The events of the packets that were captured.
        private func events() throws -> [Substring] {
            try ProgramRun("-r", written, "--events").text.split(separator: "\n")
        }

        @Test("It is run as events come, and a run that ends by itself waits until it was for all of them")
        func asTheyCome() throws {
            let path = try scratch.script("sleep 0.3; exec cat")
            let program = try start("--exec", path, "-c", "20")
            try send(10)
            #expect(try tells("member_joined", program))
            try send(10)
            let run = try program.finish()
            #expect(run.status == 0)
            #expect(try leftOut(run) == 0)
            let told = run.errorLines.filter { $0.hasPrefix("{") }
            let events = try events()
            #expect(told == events)
            #expect(told.count > 10)
        }

        @Test("The capture does not wait for a slow one: events beyond what may wait are counted and told")
        func slow() throws {
            let program = try start("--exec", "sleep 1000")
            let count = 6000
            try send(count)
            #expect(try tells("igmpscope: --exec: sleep is too slow: events are left out\n", program))
            kill(program.identifier, SIGINT)
            let run = try program.finish()
            #expect(run.status == 0, "\(run.error)")
            #expect(try JSONValue(bytes: run.output)["capture"]?["igmp_packets"] == .number("\(count)"))
            let left = try events().count - 1
            #expect(left >= count)
            #expect(try leftOut(run) == .number("\(left)"))
            #expect(run.error.hasSuffix("igmpscope: --exec: sleep was not run for \(left) events\n"))
        }

        @Test("When the process that runs commands is killed the capture goes on, and has failed in the end")
        func killed() throws {
            let program = try start("--exec", "cat")
            let child = try #require(try children(of: program).first)
            kill(child, SIGKILL)
            usleep(100_000)
            try send(10)
            usleep(300_000)
            kill(program.identifier, SIGINT)
            let run = try program.finish()
            #expect(run.status == 1)
            #expect(run.error.hasPrefix("igmpscope: --exec: the process that runs commands has ended\n"))
            #expect(try leftOut(run) == .number("\(try events().count)"))
            #expect(try JSONValue(bytes: run.output)["capture"]?["igmp_packets"] == 10)
        }

        private func children(of program: StartedProgram) throws -> [pid_t] {
            let path = "/proc/\(program.identifier)/task/\(program.identifier)/children"
            return try String(contentsOfFile: path, encoding: .utf8).split(separator: " ").compactMap { pid_t($0) }
        }

        @Test("The process that runs commands, and the command, are of the same user and have no capability")
        func rights() throws {
            let program = try start("--exec", "grep -e ^Uid -e ^Cap.*f /proc/self/status", "-c", "1")
            let user = try program.confinedStatus()["Uid"]
            let child = try #require(try children(of: program).first)
            let status = try String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
            #expect(status.contains("Uid:\t\(user ?? "")\n"))
            #expect(status.contains(#/CapPrm:\t0+\n/#) && status.contains(#/CapEff:\t0+\n/#))
            #expect(try children(of: program) == [child])
            try send(1)
            let run = try program.finish()
            #expect(user?.contains("\t0") == false)
            #expect(run.error.contains("Uid:\t\(user ?? "")\n"))
            #expect(run.error.contains(#/CapEff:\t0+\n/#))
        }
    }
#endif

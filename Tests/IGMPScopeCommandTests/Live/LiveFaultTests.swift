#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    /// What may happen to a live capture.
    @Suite(
        "Live faults", .serialized, .timeLimit(.minutes(3)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct LiveFaultTests {
        private let port: QuietPort
        private var network: BridgeNetwork { port.network }
        private var scratch: ScratchFolder { port.scratch }

        init() throws {
            port = try QuietPort()
        }

        private func reports(_ count: Int) -> [[UInt8]] { QuietPort.reports(count) }

        private func start(_ arguments: String...) throws -> StartedProgram { try port.start(arguments) }

        private func end(_ program: StartedProgram, _ signal: Int32 = SIGINT) throws -> ProgramRun {
            // A batch of frames takes thirty thousandths of a second.
            usleep(300_000)
            kill(program.identifier, signal)
            return try program.finish()
        }

        private func capture(_ run: ProgramRun) throws -> JSONValue {
            try #require(try JSONValue(bytes: run.output)["capture"])
        }

        @Test("What was captured is in the file, whole, when the program is killed")
        func killed() throws {
            let file = scratch.path("file.pcapng")
            let program = try start("-i", "p1", "-Q", "in", "-w", file)
            try network.send(reports(500), host: 1)
            #expect(try end(program, SIGKILL).status == 128 + SIGKILL)
            let run = try ProgramRun("packets", "-r", file)
            #expect(run.status == 0, "\(run.error)")
            #expect(run.text.split(separator: "\n").count == 500)
        }

        @Test("Down and up again: the capture goes on, the gap is told and counted, and the run has not failed")
        func down() throws {
            let program = try start("-i", "p1", "-Q", "in", "--json")
            try network.send(reports(10), host: 1)
            usleep(300_000)
            try network.ip("link", "set", "p1", "down")
            usleep(500_000)
            try network.ip("link", "set", "p1", "up")
            usleep(1_500_000)
            try network.send(reports(10), host: 1)
            let run = try end(program)
            #expect(run.status == 0, "\(run.error)")
            #expect(run.error.contains("igmpscope: p1: the interface went down;"))
            #expect(run.error.contains("igmpscope: p1: captured again after "))
            let capture = try capture(run)
            #expect(capture["igmp_packets"] == 20)
            let source = capture["sources"]?.elements?.first
            #expect(source?["complete"] == true)
            #expect(source?["gaps"]?["count"] == 1)
            guard case .number(let total)? = source?["gaps"]?["total_s"] else {
                Issue.record("no length")
                return
            }
            #expect((0.4..<60).contains(Double(total) ?? 0))
            #expect(source?["gaps"]?["last_until"] != .null)
            var schema = try JSONSchema(JSONValue(try Repository.text("Schemas/report.schema.json")))
            #expect(schema.problems(of: try JSONValue(bytes: run.output)) == [])
        }

        @Test(
            "An interface that is gone at the end has failed, one that was replaced has not", arguments: [false, true])
        func removed(isReplaced: Bool) throws {
            let program = try start("-i", "p1", "-Q", "in", "--json", "-q")
            try network.send(reports(10), host: 1)
            usleep(300_000)
            try network.ip("link", "del", "p1")
            usleep(300_000)
            if isReplaced {
                try network.connect(host: 1)
                try network.plugIn(host: 1)
                usleep(1_500_000)
                try network.send(reports(10), host: 1)
            }
            let run = try end(program)
            #expect(run.status == (isReplaced ? 0 : 1), "\(run.error)")
            #expect(run.error.contains("igmpscope: p1: the interface was removed;"))
            let capture = try capture(run)
            #expect(capture["igmp_packets"] == (isReplaced ? 20 : 10))
            let source = capture["sources"]?.elements?.first
            #expect(source?["error"] == (isReplaced ? .null : "p1: the interface was removed"))
            #expect((source?["gaps"]?["last_until"] == .null) == !isReplaced)
        }

        @Test(
            "A reader that does not read holds nothing up: every packet is counted, every line written or counted",
            arguments: [["packets", "--json"], ["packets"]])
        func slowReader(command: [String]) throws {
            let pipe = scratch.path("pipe")
            // The paths live as long as the calls. Opened both ways, it waits for nobody.
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            let reader = unsafe open(pipe, O_RDWR | O_CLOEXEC)
            defer { close(reader) }
            let words = (command + ["-i", "p1", "-Q", "in", "--output-buffer-size", "64"]).joined(separator: " ")
            let program = try network.start(
                ["/bin/sh", "-c", "exec \"$0\" \(words) >\"$1\"", ProgramRun.path, pipe])
            try program.confinedStatus()
            let count = 5000
            try network.send(reports(count), host: 1)
            usleep(500_000)
            kill(program.identifier, SIGUSR1)
            usleep(300_000)
            let told = try String(contentsOf: program.error, encoding: .utf8)
            #expect(told.contains("standard output is read too slowly"))
            #expect(told.contains(" \(count) packets captured, \(count) packets received by filter, 0 packets dropped"))
            kill(program.identifier, SIGINT)
            // Now somebody reads.
            var output: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65_536)
            _ = fcntl(reader, F_SETFL, O_NONBLOCK)
            for _ in 0..<200 {
                // It fills no more than the array has.
                let received = unsafe read(reader, &chunk, chunk.count)
                if received > 0 { output += chunk.prefix(received) } else { usleep(10_000) }
            }
            let run = try program.finish()
            #expect(run.status == 0)
            let lines = output.count { $0 == UInt8(ascii: "\n") }
            let lost = try #require(run.error.firstMatch(of: #/\n([0-9]+) lines left out/#)?.1)
            #expect(lines > 50)
            #expect(lines + (Int(lost) ?? 0) == count)
        }

        @Test("Packets that are lost are an event within a second or so, and all of them are told")
        func lostPackets() throws {
            let program = try start("-i", "p1", "-Q", "in", "--events", "-B", "64")
            func events() throws -> [JSONValue] {
                try String(contentsOf: program.output, encoding: .utf8).split(separator: "\n")
                    .map { try JSONValue(String($0)) }.filter { $0["event"] == "packets_lost" }
            }
            try network.send(reports(1), host: 1)
            usleep(1_500_000)
            #expect(try events().isEmpty)
            // While it sleeps the kernel's buffer fills.
            kill(program.identifier, SIGSTOP)
            for _ in 0..<3 { try network.send(reports(4096), host: 1) }
            kill(program.identifier, SIGCONT)
            usleep(2_500_000)
            #expect(try events().count > 0)
            let run = try end(program)
            let told = try events().reduce(0) { sum, event in
                if case .number(let text)? = event["count"] { sum + (Int(text) ?? 0) } else { sum }
            }
            let dropped = try #require(run.error.firstMatch(of: #/([1-9][0-9]*) packets dropped by kernel/#)?.1)
            #expect(told == Int(dropped))
        }

        @Test("Output that nobody reads is waited for after the first signal to stop; the second ends the program")
        func secondSignal() throws {
            let pipe = scratch.path("pipe")
            // The paths live as long as the calls. Opened both ways, it waits for nobody.
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            let reader = unsafe open(pipe, O_RDWR | O_CLOEXEC)
            defer { close(reader) }
            let program = try network.start(
                ["/bin/sh", "-c", "exec \"$0\" packets --json -i p1 -Q in >\"$1\"", ProgramRun.path, pipe])
            try program.confinedStatus()
            try network.send(reports(5000), host: 1)
            usleep(500_000)
            kill(program.identifier, SIGTERM)
            usleep(500_000)
            #expect(kill(program.identifier, 0) == 0)
            kill(program.identifier, SIGINT)
            #expect(try program.finish().status == 128 + SIGINT)
        }

        @Test(
            "Interfaces that come and go without end are bounded; what was let go is told and counted, no packet lost")
        func comingAndGoing() throws {
            let file = scratch.path("any.pcapng")
            let program = try start("-i", "any", "--json", "--limit", "interfaces=4", "-w", file, "igmp")
            let rounds = 6
            for round in 1...rounds {
                try network.send(reports(10), host: 1)
                usleep(300_000)
                try network.ip("link", "del", "p1")
                // The cable comes back under another name.
                try BridgeNetwork.run(
                    "ip", "link", "add", "veth0", "netns", network.host(1), "type", "veth", "peer", "name", "q\(round)",
                    "netns", network.name)
                try network.ip("link", "set", "q\(round)", "up")
                try network.plugIn(host: 1)
                usleep(2_300_000)
                try network.send(reports(10), host: 1)
                usleep(300_000)
                try network.ip("link", "del", "q\(round)")
                try network.connect(host: 1)
                try network.plugIn(host: 1)
                usleep(2_300_000)
            }
            let run = try end(program)
            #expect(run.status == 0, "\(run.error)")
            #expect(run.error.contains(": forgotten, as others will be: more interfaces have come and gone"))
            let report = try JSONValue(bytes: run.output)
            #expect((report["interfaces"]?.elements?.count ?? 99) <= 4)
            #expect(report["capture"]?["sources"]?.elements?.count == 4)
            let overflow = try #require(report["capture"]?["overflow"])
            #expect(overflow["interfaces"] != 0 && overflow["links"] != 0)
            // The bridge has got what its port has: each packet is there twice at least.
            let written = try ProgramRun("packets", "--json", "-r", file)
            #expect(written.status == 0, "\(written.error)")
            let names = written.text.matches(of: #/"interface":"(q[0-9])"/#).map(\.1)
            for round in 1...rounds { #expect(names.count { $0 == "q\(round)" } == 10) }
        }

        @Test("At the full speed of a link every packet is either captured or in a drop counter")
        func fullSpeed() throws {
            let program = try start("-i", "p1", "-Q", "in", "--json", "-q", "-B", "512")
            let frames = reports(4096)
            let rounds = 25
            for _ in 0..<rounds { try network.send(frames, host: 1) }
            let run = try end(program)
            #expect(run.status == 0, "\(run.error)")
            let capture = try capture(run)
            func number(_ value: JSONValue?) -> Int {
                if case .number(let text)? = value { Int(text) ?? -1 } else { -1 }
            }
            let captured = number(capture["igmp_packets"])
            #expect(captured > 1000)
            #expect(captured + number(capture["dropped_by_kernel"]) == rounds * frames.count)
        }
    }
#endif

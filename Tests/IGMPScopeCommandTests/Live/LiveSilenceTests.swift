#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    /// A live link on which nothing is heard any more.
    @Suite(
        "Silence, live", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct LiveSilenceTests {
        private let port: QuietPort
        private var written: String { port.scratch.path("run.pcapng") }

        init() throws {
            port = try QuietPort()
        }

        /// Starts a capture of what comes in at the port, and sends it a query and a report: the querier is
        /// given up after 2.1 s, and the group after 2.2 s (RFC 9776 sections 8.4 and 8.5).
        private func start(_ arguments: String...) throws -> StartedProgram {
            let program = try port.start(["-i", "p1", "-Q", "in", "-q", "-w", written] + arguments)
            let query = MadeCapture.query(
                PacketBuilder.queryV3(code: 1, robustness: 2, intervalCode: 1), from: IPv4Address(10, 1, 0, 1))
            let record = PacketBuilder.record(type: 2, group: IPv4Address(239, 1, 2, 3))
            let report = MadeCapture.reportV3([record], from: IPv4Address(10, 1, 0, 2))
            try port.network.send([query, report], host: 1)
            return program
        }

        @Test("What follows from silence is told while nothing comes")
        func told() throws {
            let program = try start("--events")
            let end = Date(timeIntervalSinceNow: 20)
            var text = ""
            while Date() < end, !(text.contains("querier_lost") && text.contains("group_expired")) {
                usleep(100_000)
                text = try String(contentsOf: program.output, encoding: .utf8)
            }
            #expect(text.contains("group_created"))
            #expect(text.contains("querier_lost") && text.contains("group_expired"), "\(text)")
            kill(program.identifier, SIGINT)
            let run = try program.finish()
            #expect(run.status == 0)
            #expect(try ProgramRun("-r", written, "--events").text == run.text)
        }

        @Test("The report is of the moment when the capture ended, and what was saved gives the same")
        func report() throws {
            let program = try start("--json", "--duration", "5")
            let run = try program.finish()
            #expect(run.status == 0)
            let links = try JSONValue(run.text)["interfaces"]
            let router = try #require(links?.elements?.first?["router"])
            #expect(router["querier"] == .null, "\(router)")
            #expect(links?.elements?.first?["groups"]?.elements?.first?["forwarding"] == false)
            let saved = try JSONValue(try ProgramRun("-r", written, "--json").text)["interfaces"]?.elements?.first
            for key in ["router", "groups", "hosts", "timing", "findings", "counters"] {
                #expect(saved?[key] == links?.elements?.first?[key], "\(key)")
            }
        }

        @Test("A capture ends at --until though nothing comes")
        func until() throws {
            let moment = Int(Date().timeIntervalSince1970) + 4
            let program = try start("--json", "--until", "\(moment)")
            let run = try program.finish()
            #expect(run.status == 0)
            #expect(abs(Date().timeIntervalSince1970 - Double(moment)) < 5)
        }
    }
#endif

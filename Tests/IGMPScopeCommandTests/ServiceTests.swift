#if os(Linux)
    import Foundation
    import Testing

    @Suite("The service", .timeLimit(.minutes(1)))
    struct ServiceTests {
        /// Whether there is a systemd that judges files of services, which it does since version 250.
        private static let canJudge: Bool = {
            guard let output = try? BridgeNetwork.run("systemd-analyze", "--version") else { return false }
            let words = String(decoding: output, as: UTF8.self).split(separator: " ")
            return words.count > 1 && (Int(words[1].prefix { $0.isNumber }) ?? 0) >= 250
        }()

        private let unit = Repository.root.appendingPathComponent("packaging/igmpscope@.service").path

        /// Exit status and text; an exposure is in tenths.
        private func judgement(of unit: String, threshold: Int) throws -> ProgramRun {
            try StartedProgram(
                path: "/usr/bin/env",
                ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=\(threshold)", unit]
            ).finish()
        }

        @Test(
            "systemd finds its exposure OK, and nothing in it that it does not know",
            .enabled(if: canJudge, "needs systemd"))
        func security() throws {
            let run = try judgement(of: unit, threshold: 20)
            #expect(run.status == 0, "\(run.text)")
            #expect(run.text.contains("OK"))
            #expect(run.error == "")
            // A service that says nothing of its rights is far above that.
            let scratch = try ScratchFolder()
            let bare = try scratch.file("bare.service", Array("[Service]\nExecStart=/bin/true\n".utf8))
            #expect(try judgement(of: bare.path, threshold: 20).status != 0)
        }

        @Test("Its options are the program's, and it has the one capability that a capture needs")
        func options() throws {
            let text = try String(contentsOfFile: unit, encoding: .utf8)
            let lines = text.split(separator: "\n")
            #expect(lines.contains("ExecStart=/usr/local/bin/igmpscope -i %I $OPTIONS"))
            #expect(lines.contains("AmbientCapabilities=CAP_NET_RAW"))
            #expect(lines.contains("CapabilityBoundingSet=CAP_NET_RAW"))
            let options = try #require(text.firstMatch(of: #/"OPTIONS=([^"]*)"/#)?.1)
            let run = try ProgramRun(
                ["-r", Repository.capture("even.pcap")] + options.split(separator: " ").map(String.init))
            #expect(run.status == 0)
        }
    }
#endif

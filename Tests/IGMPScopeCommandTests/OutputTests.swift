#if os(Linux)
    import Testing

    @Suite("Standard output", .timeLimit(.minutes(1)))
    struct OutputTests {
        private static let capture = Repository.capture("fragments.pcap")
        private static let commands = [
            ["-r", capture], ["-r", capture, "--json"], ["-r", capture, "--events"], ["packets", "-r", capture],
            ["packets", "-r", capture, "--json"], ["counters", "-r", capture], ["--help"], ["interfaces"],
        ]

        @Test("A full device ends with 1 and one line that says so", arguments: commands)
        func fullDevice(arguments: [String]) throws {
            let words = arguments.map { "'\($0)'" }.joined(separator: " ")
            try #require(try ProgramRun(shell: "exec \"$0\" \(words)").status == 0)
            let run = try ProgramRun(shell: "exec \"$0\" \(words) >/dev/full")
            #expect(run.status == 1)
            #expect(run.error == "igmpscope: standard output: No space left on device\n")
        }

        @Test(
            "A reader that has gone away ends the program without a word, and with 0",
            arguments: commands + [["-r", capture, "-w", "-"]])
        func closedPipe(arguments: [String]) throws {
            let words = arguments.map { "'\($0)'" }.joined(separator: " ")
            // The writer begins when the reader is gone for sure.
            let run = try ProgramRun(shell: "{ sleep 0.1; \"$0\" \(words); echo \"status $?\" >&2; } | exec true")
            #expect(run.error == "status 0\n")
        }
    }
#endif

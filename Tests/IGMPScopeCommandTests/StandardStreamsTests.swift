#if os(Linux)
    import Foundation
    import Testing

    @Suite("Standard streams", .timeLimit(.minutes(1)))
    struct StandardStreamsTests {
        @Test("No file that is opened takes the place of a stream that was closed")
        func closed() throws {
            let scratch = try ScratchFolder()
            let (whole, copy) = (scratch.path("whole.pcapng"), scratch.path("copy.pcapng"))
            let capture = Repository.capture("mixed-versions.pcap")
            try #require(try ProgramRun("-r", capture, "-w", whole, "-q").status == 0)
            for closing in [">&-", "<&-", "<&- >&- 2>&-", "2>&-"] {
                let run = try ProgramRun(shell: "exec \"$0\" -r \"$1\" -w \"$2\" \(closing)", capture, copy)
                #expect(run.status == (closing.contains(" >&-") || closing == ">&-" ? 1 : 0), "\(closing)")
                if closing == ">&-" { #expect(run.error == "igmpscope: standard output: Bad file descriptor\n") }
                let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
                let expected = try Data(contentsOf: URL(fileURLWithPath: whole))
                #expect(expected.count > 1000)
                #expect(bytes == expected, "\(closing)")
            }
        }
    }
#endif

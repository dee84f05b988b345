#if os(Linux)
    import Foundation
    import Glibc
    import TestSupport
    import Testing

    /// Disks that are full, and programs that are killed.
    @Suite("Faults", .timeLimit(.minutes(2)))
    struct FaultTests {
        /// The records of mixed-versions.pcap again and again behind its header.
        private static func capture(rounds: Int) throws -> [UInt8] {
            let original = try Repository.bytes("Fixtures/made/mixed-versions.pcap")
            return Array(original[..<24]) + (0..<rounds).flatMap { _ in original[24...] }
        }

        private static let packetsPerRound = 24

        private func packetCount(_ path: String) throws -> (run: ProgramRun, packets: Int) {
            let run = try ProgramRun("packets", "-r", path)
            return (run, run.text.split(separator: "\n").count)
        }

        private func bytes(_ path: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }

        @Test("What has come by a pipe is in the file, whole, when the program is killed", arguments: [[], ["-U"]])
        func killedWaiting(options: [String]) throws {
            let scratch = try ScratchFolder()
            let (pipe, file) = (scratch.path("pipe"), scratch.path("file.pcapng"))
            // The paths live as long as the calls. Opened both ways, it waits for nobody.
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            let end = unsafe open(pipe, O_RDWR | O_CLOEXEC)
            defer { close(end) }
            let program = try StartedProgram(path: ProgramRun.path, ["-r", pipe, "-w", file] + options)
            let capture = try Self.capture(rounds: 20)
            // The array outlives the call, and fits the pipe.
            try #require(unsafe write(end, capture, capture.count) == capture.count)
            var size = 0
            for _ in 0..<400 {
                let now = (try? bytes(file).count) ?? 0
                if now > 20_000, now == size { break }
                size = now
                usleep(50_000)
            }
            kill(program.identifier, SIGKILL)
            #expect(try program.finish().status == 128 + SIGKILL)
            let (run, packets) = try packetCount(file)
            #expect(run.status == 0, "\(run.error)")
            #expect(packets == 20 * Self.packetsPerRound)
        }

        @Test("Killed at any moment, it leaves the beginning of the file that it would have written")
        func killedWriting() throws {
            let scratch = try ScratchFolder()
            let (input, whole, file) = (scratch.path("in.pcap"), scratch.path("whole"), scratch.path("file"))
            try Data(try Self.capture(rounds: 20_000)).write(to: URL(fileURLWithPath: input))
            try #require(try ProgramRun("-r", input, "-w", whole, "--json").status == 0)
            let expected = try bytes(whole)
            for _ in 0..<5 {
                let program = try StartedProgram(path: ProgramRun.path, ["-r", input, "-w", file, "--json"])
                for _ in 0..<2000 {
                    usleep(2000)
                    var status = stat()
                    // The call fills in the structure; the path lives for the call.
                    if unsafe stat(file, &status) == 0, status.st_size > 1 << 20 { break }
                }
                kill(program.identifier, SIGKILL)
                _ = try program.finish()
                let left = try bytes(file)
                let isBeginning = expected.starts(with: left)
                #expect(isBeginning)
                let (run, packets) = try packetCount(file)
                // A write that was cut short may have left a part of a packet.
                #expect(run.status == 0 || run.error.contains("cut short"), "\(run.error)")
                #expect(packets > 1000)
            }
        }

        /// A file system of 256 KiB, for as long as it is held.
        private final class SmallDisk {
            let scratch: ScratchFolder
            let folder: String

            init() throws {
                scratch = try ScratchFolder()
                folder = scratch.path("disk")
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try BridgeNetwork.run("mount", "-t", "tmpfs", "-o", "size=256k", "igmpscope-test", folder)
            }

            deinit { _ = try? BridgeNetwork.run("umount", folder) }

            static let isPossible = geteuid() == 0 && (try? SmallDisk()) != nil
        }

        @Test(
            "When the disk is full the run goes on without the file, which can be read as far as it goes",
            .enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"))
        func fullDisk() throws {
            let disk = try SmallDisk()
            let input = try disk.scratch.file("in.pcap", try Self.capture(rounds: 1000)).path
            let file = disk.folder + "/file.pcapng"
            let run = try ProgramRun("-r", input, "-w", file, "--json")
            #expect(run.status == 1)
            #expect(run.errorLines.count == 1)
            #expect(run.error.hasPrefix("igmpscope: \(file): "))
            #expect(run.error.hasSuffix(": cannot write: No space left on device\n"))
            let report = try JSONValue(bytes: run.output)
            #expect(report["capture"]?["igmp_packets"] == .number("\(1000 * Self.packetsPerRound)"))
            let (read, packets) = try packetCount(file)
            #expect(read.status == 0 || read.error.contains("cut short"), "\(read.error)")
            #expect(packets > 1000 && packets < 1000 * Self.packetsPerRound)
        }

        @Test(
            "A full disk under standard output ends with 1 and one line that says so",
            .enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"),
            arguments: ["packets --json", "packets", "monitor -w -"])
        func fullOutput(command: String) throws {
            let disk = try SmallDisk()
            let input = try disk.scratch.file("in.pcap", try Self.capture(rounds: 1000)).path
            let run = try ProgramRun(shell: "exec \"$0\" \(command) -r \"$1\" >\"$2\"", input, disk.folder + "/out")
            #expect(run.status == 1)
            #expect(run.errorLines.count == 1)
            #expect(run.error.contains("No space left on device"))
        }
    }
#endif

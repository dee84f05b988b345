import Foundation
import IGMPWire
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Signals to stop, and what they find going on.
@Suite("Signals to stop", .timeLimit(.minutes(1)))
struct SignalTests {
    private let scratch: ScratchFolder
    private let pipe: String

    init() throws {
        scratch = try ScratchFolder()
        pipe = scratch.path("pipe")
        // The path lives as long as the call.
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
    }

    /// Starts the program, its report of 2000 groups going into a pipe that is full and that nobody reads.
    private func startReport() throws -> (program: StartedProgram, pipe: Int32) {
        var capture = MadeCapture()
        for number in 0..<2000 {
            capture.add(
                MadeCapture.report(IPv4Address(rawValue: 0xEF01_0000 + UInt32(number)), from: IPv4Address(10, 0, 0, 1)))
        }
        let file = try scratch.file("groups.pcap", capture.bytes).path
        // The path lives as long as the call. Opened both ways, it waits for nobody.
        let end = unsafe open(pipe, O_RDWR | O_CLOEXEC)
        let program = try StartedProgram(
            path: "/bin/sh", ["-c", "exec \"$0\" -r \"$1\" --json >\"$2\"", ProgramRun.path, file, pipe])
        var request = pollfd(fd: end, events: Int16(POLLOUT), revents: 0)
        // The call writes to the one structure.
        for _ in 0..<500 where unsafe poll(&request, 1, 0) != 0 { usleep(20_000) }
        return (program, end)
    }

    @Test("A report that has begun is written to its end after the first")
    func reportAfterFirst() throws {
        let (program, end) = try startReport()
        defer { close(end) }
        kill(program.identifier, SIGTERM)
        usleep(300_000)
        // Now somebody reads.
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        for _ in 0..<100 {
            // It fills no more than the array has.
            let received = unsafe read(end, &chunk, chunk.count)
            if received > 0 { output += chunk.prefix(received) } else { usleep(10_000) }
        }
        #expect(try program.finish().status == 0)
        let report = try JSONValue(bytes: output)
        #expect(report["interfaces"]?.elements?.first?["groups"]?.elements?.count == 2000)
    }

    @Test("In the middle of a report the second ends the program", arguments: [SIGINT, SIGTERM])
    func reportAfterSecond(signal: Int32) throws {
        let (program, end) = try startReport()
        defer { close(end) }
        kill(program.identifier, SIGTERM)
        usleep(300_000)
        kill(program.identifier, signal)
        #expect(try program.finish().status == 128 + signal)
    }

    /// Bytes that come without end and have nothing in them that is wanted.
    private enum Chaff: CaseIterable {
        case frames, blocks, empty

        /// What the pipe begins with, and what follows again and again.
        var bytes: (head: [UInt8], rest: [UInt8]) {
            switch self {
            case .frames:
                let other = PacketBuilder.ethernet(
                    payload: PacketBuilder.ipv4(
                        source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(10, 0, 0, 2),
                        payload: [UInt8](repeating: 0, count: 8), protocol: 17))
                return repeated(other)
            case .empty: return repeated([])
            case .blocks:
                // A section's header, and blocks of a type that nobody knows, of 12 bytes.
                return (
                    [0x0A0D_0D0A, 28, 0x1A2B_3C4D, 1, .max, .max, 28].flatMap(MadeCapture.number),
                    (0..<5000).flatMap { _ in [0x4000_0001, 12, 12].flatMap(MadeCapture.number) }
                )
            }
        }

        private func repeated(_ frame: [UInt8]) -> (head: [UInt8], rest: [UInt8]) {
            let head = MadeCapture().bytes
            var capture = MadeCapture()
            for _ in 0..<1000 { capture.add(frame) }
            return (head, Array(capture.bytes.dropFirst(head.count)))
        }
    }

    @Test("The first ends the reading of a pipe that never waits and never ends", arguments: Chaff.allCases)
    private func endlessPipe(chaff: Chaff) throws {
        let head = try scratch.file("head", chaff.bytes.head).path
        let rest = try scratch.file("rest", chaff.bytes.rest).path
        let writer = try StartedProgram(
            path: "/bin/sh",
            ["-c", "exec >\"$0\"; cat \"$1\"; while cat \"$2\" \"$2\" \"$2\" \"$2\"; do :; done", pipe, head, rest])
        let program = try StartedProgram(path: ProgramRun.path, ["-r", pipe, "--json"])
        usleep(500_000)
        let start = Date()
        kill(program.identifier, SIGTERM)
        let run = try program.finish()
        #expect(Date().timeIntervalSince(start) < 5)
        #expect(run.status == 0, "\(run.error)")
        #expect(try JSONValue(run.text)["capture"]?["sources"]?.elements?.first?["complete"] == false)
        kill(writer.identifier, SIGKILL)
    }

    @Test("The first ends the program that waits for somebody to write into a named pipe")
    func unopenedPipe() throws {
        let program = try StartedProgram(path: ProgramRun.path, ["-r", pipe, "--json"])
        usleep(500_000)
        kill(program.identifier, SIGTERM)
        #expect(try program.finish().status == 128 + SIGTERM)
    }

    @Test("timeout(1), which sends its signal twice, gets a whole report", .enabled(if: hasTimeout, "needs timeout(1)"))
    func timeout() throws {
        let file = Repository.capture("even.pcap")
        let script = """
            { cat "$1"; exec sleep 3; } | timeout 1 "$0" -r - --json
            """
        let run = try ProgramRun(shell: script, file)
        #expect(run.status == 124)
        #expect(try JSONValue(run.text)["capture"]?["igmp_packets"] != 0)
    }

    private static let hasTimeout = FileManager.default.isExecutableFile(atPath: "/usr/bin/timeout")
}

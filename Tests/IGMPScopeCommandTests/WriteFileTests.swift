import Foundation
import TestSupport
import Testing

@Suite("Writing files", .timeLimit(.minutes(1)))
struct WriteFileTests {
    private func links(of path: String, until time: String) throws -> [JSONValue] {
        let report = try JSONValue(bytes: try ProgramRun("-r", path, "--json", "--until", time).output)
        return try #require(report["interfaces"]?.elements)
    }

    /// When the last frame of a capture was seen, whatever it carries: up to then
    /// timers run, and the last frame that is written may come before.
    private func end(of path: String) throws -> String {
        let report = try JSONValue(bytes: try ProgramRun("-r", path, "--json", "--detail", "summary").output)
        guard case .string(let time) = report["capture"]?["last_at"] else { return "1970-01-01T00:00:00Z" }
        return time
    }

    /// What a report says of links, apart from the numbers of their interfaces, which
    /// a file written anew counts afresh.
    private func comparable(_ link: JSONValue) -> JSONValue {
        guard case .object(var members) = link else { return link }
        members["id"] = nil
        return .object(members)
    }

    @Test("The report of a written file is the report of the original", arguments: Repository.captures)
    func sameReport(capture: String) throws {
        let scratch = try ScratchFolder()
        let original = Repository.fixtures.appendingPathComponent(capture).path
        let copy = scratch.path("copy.pcapng")
        _ = try ProgramRun("-r", original, "-w", copy, "--json")
        let end = try end(of: original)
        let expected = try links(of: original, until: end).map(comparable)
        let actual = try links(of: copy, until: end).map(comparable)
        #expect(!expected.isEmpty)
        #expect(JSONValue.array(expected).firstDifference(from: .array(actual)) == nil)
        let packets = try ProgramRun("packets", "-r", original, "-v")
        #expect(try ProgramRun("packets", "-r", copy, "-v").output == packets.output)
    }

    @Test("A file without IGMP tells that nobody queries if it is long enough, and what is written of it does too")
    func silence() throws {
        for (seconds, status) in [(254.9, 0), (255.0, 3)] {
            var capture = MadeCapture()
            let other = PacketBuilder.ethernet(type: 0x0806, payload: Array(repeating: 0, count: 28))
            capture.add(other)
            capture.add(other, at: seconds)
            let scratch = try ScratchFolder()
            let original = try scratch.file("original.pcap", capture.bytes)
            let copy = scratch.path("copy.pcapng")
            let run = try ProgramRun("-r", original.path, "-w", copy, "--fail-on", "warning")
            #expect(run.status == status)
            #expect(run.text.contains("nobody_queries") == (status == 3))
            #expect(try ProgramRun("-r", copy, "--fail-on", "warning").status == status)
            // What comes after `--until` tells that nothing was missed before.
            capture.add(other, at: 400)
            let longer = try scratch.file("longer.pcap", capture.bytes)
            let until = String(format: "%.6f", Double(MadeCapture.start) + seconds)
            let early = try ProgramRun("-r", longer.path, "--until", until, "--fail-on", "warning")
            #expect(early.status == status)
            // Of several files, and of what a filter leaves out, nobody knows.
            #expect(try ProgramRun("-r", original.path, "-r", original.path, "--fail-on", "warning").status == 0)
            _ = try ProgramRun("-r", original.path, "-w", copy, "not arp")
            #expect(try ProgramRun("-r", copy, "--fail-on", "warning").status == 0)
        }
    }

    @Test("A written file is the same when it is written again")
    func writtenTwice() throws {
        let scratch = try ScratchFolder()
        let (first, second) = (scratch.path("first.pcapng"), scratch.path("second.pcapng"))
        try ProgramRun(["-r", Repository.capture("trunk.pcapng"), "-w", first])
        try ProgramRun(["-r", first, "-w", second])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: first))
        #expect(bytes.count > 500)
        #expect(try Data(contentsOf: URL(fileURLWithPath: second)) == bytes)
    }

    @Test("Every IGMP frame is written byte for byte, and no other")
    func frames() throws {
        let scratch = try ScratchFolder()
        let copy = scratch.path("copy.pcapng")
        try ProgramRun(["-r", Repository.capture("every-kind.pcap"), "-w", copy])
        let original = try PlainCapture.pcapFrames(try Repository.bytes("Fixtures/made/every-kind.pcap"))
        let written = PlainCapture.pcapngFrames(Array(try Data(contentsOf: URL(fileURLWithPath: copy))))
        #expect(original.count == 28)
        #expect(written == original)
    }

    @Test("A filter and a count hold for the file too")
    func chosen() throws {
        let scratch = try ScratchFolder()
        let copy = scratch.path("copy.pcapng")
        try ProgramRun(["-r", Repository.capture("mixed-versions.pcap"), "-w", copy, "-c", "2", "host", "10.0.0.12"])
        let lines = try ProgramRun("packets", "-r", copy).text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("IP 10.0.0.12 >") })
    }

    @Test("A file that cannot be made or written ends with 1, and one line that names it")
    func cannotWrite() throws {
        for path in ["/nowhere/file.pcapng", "/dev/full"] {
            let run = try ProgramRun("-r", Repository.capture("mixed-versions.pcap"), "-w", path, "--json")
            #expect(run.status == 1)
            #expect(run.errorLines.count == 1)
            #expect(run.error.hasPrefix("igmpscope: \(path): "))
        }
    }
}

/// A plain reading of capture files, to compare with.
private enum PlainCapture {
    struct NotPcap: Error {}

    /// The frames of a big-endian pcap file.
    static func pcapFrames(_ bytes: [UInt8]) throws -> [[UInt8]] {
        guard bytes.starts(with: [0xA1, 0xB2, 0xC3, 0xD4]) else { throw NotPcap() }
        var frames: [[UInt8]] = []
        var place = 24
        while place < bytes.count {
            let length = bytes[place + 8..<place + 12].reduce(0) { $0 << 8 | Int($1) }
            frames.append(Array(bytes[place + 16..<place + 16 + length]))
            place += 16 + length
        }
        return frames
    }

    /// The frames of the enhanced packet blocks of a little-endian pcapng file.
    static func pcapngFrames(_ bytes: [UInt8]) -> [[UInt8]] {
        func number(_ place: Int) -> Int { bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) } }
        var frames: [[UInt8]] = []
        var place = 0
        while place < bytes.count {
            if number(place) == 6 { frames.append(Array(bytes[place + 28..<place + 28 + number(place + 20)])) }
            place += number(place + 4)
        }
        return frames
    }
}

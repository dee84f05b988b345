import Foundation
import PlainReading
import TestSupport
import Testing

/// The program held against a plain second reading of the same bytes.
///
/// More than a test run has time for is done with these in the environment:
/// IGMPSCOPE_MUTATIONS, how many mutations are read, and IGMPSCOPE_CAPTURES, a
/// folder of captures to take besides those in Fixtures.
@Suite("Second reading", .timeLimit(.minutes(60)))
struct SecondReadingTests {
    private static let environment = ProcessInfo.processInfo.environment

    /// Captures that are not compressed, which the second reading cannot undo.
    private static let captures: [String] = {
        var files = Repository.captures.map { Repository.fixtures.appendingPathComponent($0).path }
        if let folder = environment["IGMPSCOPE_CAPTURES"] {
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
            files += names.map { folder + "/" + $0 }
        }
        return files.filter { isPlain($0) }.sorted()
    }()

    private static func isPlain(_ file: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: file) else { return false }
        let magics: [[UInt8]] = [
            [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0xC3, 0xD4], [0x4D, 0x3C, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D],
            [0x34, 0xCD, 0xB2, 0xA1], [0xA1, 0xB2, 0xCD, 0x34], [0x0A, 0x0D, 0x0D, 0x0A],
        ]
        return magics.contains { data.starts(with: $0) }
    }

    /// What the program did wrong with a capture that holds `bytes`.
    private static func complaint(about file: String, _ bytes: [UInt8]) throws -> String? {
        let plain = PlainCaptureFile(bytes)
        var counts = PlainCounts()
        for frame in plain.frames { counts.count(frame) }
        let start = ContinuousClock.now
        let run = try ProgramRun("-r", file, "--json")
        let duration = ContinuousClock.now - start
        guard run.status == (plain.isDamaged ? 1 : 0) else { return "exit code \(run.status): \(run.error)" }
        guard plain.isDamaged == !run.error.isEmpty else { return "says \(run.error)" }
        // Generous: the machine may be busy, and the sanitizers take their share.
        guard duration < .seconds(20) else { return "took \(duration)" }
        // Under the address sanitizer the memory is that of its shadows.
        guard environment["ASAN_OPTIONS"] != nil || run.peakMemory < 512 << 20 else {
            return "took \(run.peakMemory) bytes of memory"
        }
        return try counts.complaint(about: JSONValue(bytes: run.output))
    }

    @Test("What is counted of a capture is what a plain reading counts", arguments: captures)
    func whole(file: String) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        #expect(try Self.complaint(about: file, bytes) == nil)
    }

    @Test(
        "A capture with anything changed has an answer in little time and memory, and is counted as a plain reading does"
    )
    func changed() throws {
        let count = Int(Self.environment["IGMPSCOPE_MUTATIONS"] ?? "") ?? 300
        let samples = try Self.captures.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
            .filter { $0.count <= 1 << 20 }
        let scratch = try ScratchFolder()
        var generator = SeededGenerator(seed: 1)
        for round in 0..<count {
            let bytes = Mutation.mutated(samples[round % samples.count], using: &generator)
            // One that is no capture file any more is told as such by another test.
            let file = try scratch.file("mutated", bytes)
            guard Self.isPlain(file.path) else { continue }
            let complaint = try Self.complaint(about: file.path, bytes)
            if complaint != nil {
                let kept = FileManager.default.temporaryDirectory.appendingPathComponent("igmpscope-mutation-\(round)")
                try Data(bytes).write(to: kept)
                Issue.record("\(kept.path): \(complaint ?? "")")
            }
        }
    }
}

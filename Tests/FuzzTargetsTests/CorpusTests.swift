import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The inputs of one target that are kept in Fixtures/corpus, by their names.
private func corpus(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/corpus/\(target.rawValue)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0))))
    }
}

@Suite("Fuzz targets", .timeLimit(.minutes(5)))
struct CorpusTests {
    @Test("The program does nothing wrong with the inputs that are kept", arguments: FuzzTarget.allCases)
    func kept(target: FuzzTarget) throws {
        let inputs = try corpus(of: target)
        #expect(!inputs.isEmpty)
        for input in inputs {
            #expect(target.complaint(about: input.bytes) == nil, "\(target.rawValue)/\(input.name)")
        }
    }

    @Test("Nor with the same inputs when anything in them is changed", arguments: FuzzTarget.allCases)
    func mutated(target: FuzzTarget) throws {
        let inputs = try corpus(of: target)
        var generator = SeededGenerator(seed: 1)
        for round in 0..<400 {
            let input = try #require(inputs.randomElement(using: &generator))
            let bytes = Mutation.mutated(input.bytes, using: &generator)
            #expect(target.complaint(about: bytes) == nil, "\(target.rawValue)/\(input.name), round \(round)")
        }
    }

    @Test("Nor with random bytes, or none", arguments: FuzzTarget.allCases)
    func random(target: FuzzTarget) {
        var generator = SeededGenerator(seed: 2)
        for length in 0..<200 {
            #expect(target.complaint(about: generator.bytes(length)) == nil, "\(length) bytes")
        }
    }

    @Test("What is wrong with an output is noticed")
    func noticed() {
        #expect(PrintedOutput.complaint(aboutText: Array("plain text\n".utf8)) == nil)
        #expect(PrintedOutput.complaint(aboutText: [0x1B, 0x5B, 0x6D]) != nil)
        #expect(PrintedOutput.complaint(aboutText: [0xFF]) != nil)
        #expect(PrintedOutput.complaint(aboutText: Array("a\u{202E}b".utf8)) != nil)
        #expect(PrintedOutput.complaint(aboutJSON: Array("{\"a\":1}\n".utf8)) == nil)
        #expect(PrintedOutput.complaint(aboutJSON: Array("{\"a\":}\n".utf8)) != nil)
    }
}

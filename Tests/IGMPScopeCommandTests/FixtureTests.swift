import Foundation
import TestSupport
import Testing

/// A capture with what must come of it beside it.
private struct Fixture: CustomStringConvertible {
    /// What is expected, by the ending of the file that says so.
    enum Expectation: String, CaseIterable {
        case report = ".json"
        case packetsJSON = ".packets.json"
        case packetsText = ".packets.txt"
        /// The findings of the report, those of each link.
        case findings = ".findings.json"
    }

    let capture: String
    /// The path without the endings, to which those of ``Expectation`` are added.
    let stem: String

    init(capture: String) {
        self.capture = capture
        let name = capture.split(separator: "/").last ?? ""
        let ending = name.drop { $0 != "." }
        stem = String(capture.dropLast(ending.count))
    }

    var description: String { capture }
    var folder: URL { Repository.fixtures.appendingPathComponent(capture).deletingLastPathComponent() }
    private var fileName: String { capture.split(separator: "/").last.map(String.init) ?? "" }

    func file(_ ending: String) -> URL { Repository.fixtures.appendingPathComponent(stem + ending) }

    func expected(_ expectation: Expectation) throws -> String? {
        let file = file(expectation.rawValue)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The arguments of the report that the case adds, one a line.
    private func extraArguments() throws -> [String] {
        let file = file(".args")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    func run(_ expectation: Expectation) throws -> ProgramRun {
        switch expectation {
        case .report, .findings: try ProgramRun(["-r", fileName, "--json"] + extraArguments(), in: folder)
        case .packetsJSON: try ProgramRun(["packets", "-r", fileName, "--json"], in: folder)
        case .packetsText: try ProgramRun(["packets", "-r", fileName], in: folder)
        }
    }

    /// Whether what stands beside it is no report but what a kernel held: such
    /// fixtures have tests of their own.
    var isOfKernel: Bool {
        guard let text = try? expected(.report), let document = try? JSONValue(text) else { return false }
        return document["schema_version"] == nil
    }

    static let all = Repository.captures.map(Fixture.init).filter { !$0.isOfKernel }
}

@Suite("Fixtures", .timeLimit(.minutes(2)))
struct FixtureTests {
    private static let isWritingAnew = ProcessInfo.processInfo.environment["IGMPSCOPE_REGOLD"] == "1"

    @Test("What comes of a capture is what stands beside it", arguments: Fixture.all)
    fileprivate func expectations(_ fixture: Fixture) throws {
        if Self.isWritingAnew { try write(fixture) }
        var found = 0
        for expectation in Fixture.Expectation.allCases {
            guard let expected = try fixture.expected(expectation) else { continue }
            found += 1
            let run = try fixture.run(expectation)
            let difference = try difference(of: text(run, expectation), from: expected, expectation)
            #expect(difference == nil, "\(fixture.stem)\(expectation.rawValue)")
            try checkStatus(run, fixture)
        }
        #expect(found > 0, "nothing is expected of \(fixture)")
    }

    @Test("Two runs over one capture give the same bytes", arguments: Fixture.all)
    fileprivate func repeatable(_ fixture: Fixture) throws {
        let first = try fixture.run(.report)
        #expect(!first.output.isEmpty)
        #expect(try fixture.run(.report).output == first.output)
    }

    /// Exit code 1 and a message exactly where the report tells of an error.
    private func checkStatus(_ run: ProgramRun, _ fixture: Fixture) throws {
        let report = try JSONValue(bytes: try fixture.run(.report).output)
        let sources = try #require(report["capture"]?["sources"]?.elements)
        let errors = sources.filter { $0["error"] != .null }.count
        #expect(run.status == (errors == 0 ? 0 : 1))
        #expect(run.errorLines.count == errors, "\(run.error)")
    }

    /// What is compared of a run's output, and written.
    private func text(_ run: ProgramRun, _ expectation: Fixture.Expectation) -> String {
        switch expectation {
        case .report: laidOutJSON(withoutVersion(run.text))
        case .findings: laidOutValues(of: "findings", in: run.text)
        case .packetsJSON, .packetsText: run.text
        }
    }

    private func difference(
        of actual: String, from expected: String, _ expectation: Fixture.Expectation
    ) throws -> String? {
        guard actual != expected else { return nil }
        if expectation == .report || expectation == .findings {
            return try JSONValue(expected).firstDifference(from: JSONValue(actual))
        }
        let lines = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, pair) in zip(expectedLines, lines).enumerated() where pair.0 != pair.1 {
            return "line \(number + 1)\n  expected: \(pair.0)\n  but is:   \(pair.1)"
        }
        return "\(lines.count) lines instead of \(expectedLines.count)"
    }

    /// The report without what every release changes.
    private func withoutVersion(_ report: String) -> String {
        report.replacing(#/,"version":"[^"]*"\}/#, with: "}", maxReplacements: 1)
    }

    /// Writes what stands beside the capture, or all but the findings alone where
    /// nothing does.
    private func write(_ fixture: Fixture) throws {
        let there = try Fixture.Expectation.allCases.filter { try fixture.expected($0) != nil }
        for expectation in there.isEmpty ? [.report, .packetsJSON, .packetsText] : there {
            try text(try fixture.run(expectation), expectation)
                .write(to: fixture.file(expectation.rawValue), atomically: true, encoding: .utf8)
        }
    }
}

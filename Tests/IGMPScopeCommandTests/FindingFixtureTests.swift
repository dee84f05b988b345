import TestSupport
import Testing

@Suite("Fixtures of findings", .timeLimit(.minutes(1)))
struct FindingFixtureTests {
    /// The codes that the program names when it is told to ignore one that does not exist.
    private func codes() throws -> Set<String> {
        let error = try ProgramRun("-r", Repository.capture("even.pcap"), "--ignore", "?").error
        let list = try #require(error.firstMatch(of: #/There are: ([a-z0-9_, ]+)\./#)?.output.1)
        return Set(list.split(separator: ", ").map(String.init))
    }

    private static let names = Repository.captures.filter { $0.hasPrefix("findings/") }.map {
        String($0.dropFirst("findings/".count).dropLast(".pcap".count))
    }

    @Test("Every code has its own, and none is of a code that does not exist")
    func complete() throws {
        let codes = try codes()
        #expect(codes.count > 40)
        #expect(Set(Self.names).symmetricDifference(codes).sorted() == [])
    }

    @Test("It expects the finding whose name it has, and no other", arguments: names)
    func own(name: String) throws {
        let links = try JSONValue(try Repository.text("Fixtures/findings/\(name).findings.json")).elements
        let findings = try #require(links).flatMap { $0.elements ?? [] }
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0["code"] == .string(name) })
    }
}

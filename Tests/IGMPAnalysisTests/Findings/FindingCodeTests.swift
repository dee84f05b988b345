import IGMPAnalysis
import IGMPWire
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("The codes of findings")
struct FindingCodeTests {
    private static let codes = FindingCode.allCases

    @Test("Every code has a name of its own, in snake case, by which it is found again")
    func names() {
        #expect(Set(Self.codes.map(\.name.description)).count == Self.codes.count)
        for code in Self.codes {
            let name = code.name.description
            #expect(name.wholeMatch(of: #/[a-z][a-z0-9]*(_[a-z0-9]+)*/#) != nil)
            #expect(FindingCode(name: name) == code)
        }
        #expect(FindingCode(name: "no_such_code") == nil)
    }

    @Test("The codes fit the word that a set of them is")
    func size() {
        for code in Self.codes {
            #expect(code.rawValue < 64)
            var set = FindingCodes()
            set.insert(code)
            #expect(Self.codes.filter { set.contains($0) } == [code])
        }
    }

    @Test("Every code cites a clause of an RFC", arguments: FindingCode.allCases)
    func reference(code: FindingCode) {
        #expect(
            code.reference.firstMatch(of: #/^RFC [0-9]+ (sections? [0-9]|appendix )/#) != nil, "\(code.reference)")
    }

    /// The codes under each severity's heading, in the manual page.
    private func documented() throws -> [String: Set<String>] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = String(decoding: try Data(contentsOf: root.appending(path: "man/igmpscope.1")), as: UTF8.self)
        var codes: [String: Set<String>] = [:]
        var severity: String?
        for line in page.split(separator: "\n") {
            if line.hasPrefix(".Sh ") { severity = nil }
            if line.hasPrefix(".Ss Severity ") { severity = String(line.dropFirst(13)) }
            guard let severity, line.hasPrefix(".It Li ") else { continue }
            codes[severity, default: []].insert(String(line.dropFirst(7)))
        }
        return codes
    }

    @Test("The manual page lists every code under its severity, and none that does not exist")
    func manual() throws {
        let documented = try documented()
        #expect(documented.count == FindingSeverity.allCases.count)
        for severity in FindingSeverity.allCases {
            let there = Set(Self.codes.filter { $0.severity == severity }.map(\.name.description))
            let listed = documented[severity.name.description] ?? []
            #expect(there.subtracting(listed).sorted() == [], "not in the manual page")
            #expect(listed.subtracting(there).sorted() == [], "not in the program")
        }
    }
}

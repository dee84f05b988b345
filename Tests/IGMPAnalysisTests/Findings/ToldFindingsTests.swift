import TestSupport
import Testing

@testable import IGMPAnalysis

@Suite("Findings that were told")
struct ToldFindingsTests {
    @Test("What was put in is known and nothing else, up to the limit; then all are forgotten")
    func limit() {
        var random = SeededGenerator(seed: 9)
        // Hashes that differ in their upper halves alone meet in one place.
        let hashes = (0...ToldFindings.limit).map { UInt64($0) << 32 | UInt64.random(in: 0...255, using: &random) }
        var told = ToldFindings()
        for (place, hash) in hashes.dropLast().enumerated() {
            #expect(!told.contains(hash), "\(place)")
            told.insert(hash)
            told.insert(hash)
        }
        #expect(hashes.dropLast().allSatisfy { told.contains($0) })
        told.insert(hashes[ToldFindings.limit])
        #expect(told.contains(hashes[ToldFindings.limit]))
        #expect(!hashes.dropLast().contains { told.contains($0) })
    }

    @Test("A hash of 0 is one too")
    func zero() {
        var told = ToldFindings()
        #expect(!told.contains(0))
        told.insert(0)
        #expect(told.contains(0))
    }
}

import TestSupport
import Testing

@testable import IGMPTracking

@Suite("PairTable")
struct PairTableTests {
    private struct Pair: Hashable {
        let first: UInt32
        let second: UInt32
    }

    private func find(_ pair: Pair, in table: borrowing PairTable, _ pairs: [Pair]) -> UInt32? {
        var search = table.search(pair.first, pair.second)
        while let index = table.next(of: &search) {
            if pairs[Int(index)] == pair { return index }
        }
        return nil
    }

    @Test("Random insertions and removals agree with a dictionary", arguments: [0, 1, UInt64.max])
    func againstDictionary(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 5)
        var table = PairTable(seed: seed)
        var pairs: [Pair] = []
        var dictionary: [Pair: UInt32] = [:]
        for step in 0..<10_000 {
            let pair = Pair(first: .random(in: 0..<40, using: &random), second: .random(in: 0..<40, using: &random))
            #expect(find(pair, in: table, pairs) == dictionary[pair])
            if let index = dictionary[pair] {
                guard step / 1_000 % 2 == 1 else { continue }
                table.remove(pair.first, pair.second, index: index)
                dictionary[pair] = nil
            } else if step / 1_000 % 2 == 0 {
                table.insert(pair.first, pair.second, index: UInt32(pairs.count))
                dictionary[pair] = UInt32(pairs.count)
                pairs.append(pair)
            }
            #expect(table.count == dictionary.count)
            guard step % 500 == 0 else { continue }
            #expect(dictionary.allSatisfy { find($0.key, in: table, pairs) == $0.value })
        }
    }

    @Test("Pairs are told apart by who has them, where their hashes are the same")
    func sameHash() {
        var table = IndexTable<UInt32>(seed: 1)
        for index in 1...5 as ClosedRange<UInt32> { table.insert(7, index: index) }
        table.insert(8, index: 9)
        table.remove(7, index: 3)
        table.remove(7, index: 6)
        var place = table.home(of: 7)
        var found: [UInt32] = []
        while let index = table.next(of: 7, from: &place) { found.append(index) }
        #expect(found.sorted() == [1, 2, 4, 5])
        #expect(table[8] == 9)
        #expect(table.count == 5)
    }

    @Test("The order of the two numbers matters, and hardly ever does a search meet another pair")
    func spread() {
        var table = PairTable(seed: 3)
        var pairs: [Pair] = []
        for first in 0..<300 as Range<UInt32> {
            for second in 0..<300 as Range<UInt32> {
                table.insert(first, second, index: UInt32(pairs.count))
                pairs.append(Pair(first: first, second: second))
            }
        }
        var others = 0
        for pair in pairs {
            var search = table.search(pair.first, pair.second)
            while let index = table.next(of: &search), pairs[Int(index)] != pair { others += 1 }
        }
        #expect(others < 10)
        #expect(find(Pair(first: 299, second: 300), in: table, pairs) == nil)
    }
}

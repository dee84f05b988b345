import TestSupport
import Testing

@testable import IGMPTracking

@Suite("IndexTable")
struct IndexTableTests {
    @Test("A key is found once it is there, and not before or after")
    func oneKey() {
        var table = IndexTable<UInt64>(seed: 1)
        #expect(table[7] == nil)
        table.insert(7, index: 70)
        #expect(table[7] == 70)
        #expect(table.count == 1)
        table.remove(7)
        #expect(table[7] == nil)
        #expect(table.count == 0)
        table.remove(7)
        #expect(table.count == 0)
    }

    @Test("The keys 0 and all ones are keys like others, with index 0 too")
    func extremeKeys() {
        var table = IndexTable<UInt64>(seed: 0)
        for (index, key) in [UInt64.zero, .max].enumerated() {
            #expect(table[key] == nil)
            table.insert(key, index: UInt32(index))
        }
        #expect(table[0] == 0)
        #expect(table[.max] == 1)
    }

    /// How keys are drawn: what packets bring, and what makes them collide.
    enum Keys: CaseIterable {
        case few, spread, highBitsOnly, pairs

        func next(_ random: inout SeededGenerator) -> UInt64 {
            switch self {
            case .few: .random(in: 0..<200, using: &random)
            case .spread: random.next() & 0xFFFF_0000_0000_03FF
            case .highBitsOnly: .random(in: 0..<500, using: &random) << 54
            case .pairs: .random(in: 0..<30, using: &random) << 32 | .random(in: 0..<30, using: &random)
            }
        }
    }

    @Test("Random insertions and removals agree with a dictionary", arguments: Keys.allCases, [0, 1, UInt64.max])
    func againstDictionary(keys: Keys, seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 11)
        var table = IndexTable<UInt64>(seed: seed, minimumCapacity: 0)
        var dictionary: [UInt64: UInt32] = [:]
        for step in UInt32(0)..<10_000 {
            let key = keys.next(&random)
            #expect(table[key] == dictionary[key])
            // Grows for a while, then shrinks, and again.
            if dictionary[key] == nil, step / 1_000 % 2 == 0 {
                table.insert(key, index: step)
                dictionary[key] = step
            } else if step % 3 != 0 {
                table.remove(key)
                dictionary[key] = nil
            }
            #expect(table.count == dictionary.count)
            guard step % 500 == 0 else { continue }
            #expect(dictionary.allSatisfy { table[$0.key] == $0.value })
        }
    }
}

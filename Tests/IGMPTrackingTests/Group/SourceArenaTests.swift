import TestSupport
import Testing

@testable import IGMPTracking

@Suite("SourceArena")
struct SourceArenaTests {
    private func content(_ arena: borrowing SourceArena, _ list: SourceArena.List) -> [UInt32] {
        (0..<Int(list.count)).map { arena[list, $0] }
    }

    @Test(
        "A list is kept up to the limit, and what is left out is told",
        arguments: [
            0, 1, 2, 3, 4095, 4096, 4097, 16_383,
        ])
    func limit(count: Int) {
        var arena = SourceArena(listLimit: 4096)
        var list = SourceArena.List()
        let addresses = (0..<count).map { UInt32($0) }
        let lost = arena.assign(Slab(addresses), to: &list)
        #expect(content(arena, list) == Array(addresses.prefix(4096)))
        #expect(lost == max(0, count - 4096))
    }

    @Test("The longest list of all has the greatest length that can be told")
    func longest() {
        var arena = SourceArena(listLimit: 100_000)
        var list = SourceArena.List()
        #expect(arena.assign(Slab((0..<65_536).map { UInt32($0) }), to: &list) == 1)
        #expect(list.count == 65_535)
        #expect(arena[list, 65_534] == 65_534)
    }

    @Test("The room of a list that is gone goes to the next of its size")
    func room() {
        var arena = SourceArena(listLimit: 100)
        var lists = Array(repeating: SourceArena.List(), count: 4)
        #expect(arena.assign(Slab([1, 2, 3, 4, 5]), to: &lists[0]) == 0)
        #expect(arena.assign(Slab([6, 7, 8]), to: &lists[1]) == 0)
        #expect(arena.count == 12 && arena.usedCount == 12)
        arena.release(&lists[1])
        #expect(arena.count == 12 && arena.usedCount == 8)
        #expect(arena.assign(Slab([9, 10, 11, 12]), to: &lists[3]) == 0)
        #expect(arena.count == 12 && arena.usedCount == 12)
        #expect(content(arena, lists[0]) == [1, 2, 3, 4, 5])
        #expect(content(arena, lists[3]) == [9, 10, 11, 12])
    }

    @Test("Lists taken from an arena with gaps lie side by side in the new one")
    func packed() {
        var arena = SourceArena(listLimit: 100)
        var lists = Array(repeating: SourceArena.List(), count: 3)
        for place in lists.indices { _ = arena.assign(Slab([1, 2, 3].map { $0 + UInt32(place) }), to: &lists[place]) }
        arena.release(&lists[1])
        var packed = SourceArena(listLimit: 100)
        for place in [0, 2] { packed.take(&lists[place], from: arena) }
        #expect(packed.count == 8 && packed.usedCount == 8)
        #expect(content(packed, lists[0]) == [1, 2, 3])
        #expect(content(packed, lists[2]) == [3, 4, 5])
    }

    @Test("Random lists that grow, shrink and go agree with arrays", arguments: 0..<4)
    func againstArrays(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var arena = SourceArena(listLimit: 4096)
        var lists = Array(repeating: SourceArena.List(), count: 40)
        var arrays: [[UInt32]] = Array(repeating: [], count: lists.count)
        for step in 0..<4_000 {
            let place = Int.random(in: lists.indices, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                arena.release(&lists[place])
                arrays[place] = []
            } else {
                let bound = [1, 2, 5, 40, 300][Int.random(in: 0..<5, using: &random)]
                let count = Int.random(in: 0...bound, using: &random)
                arrays[place] = (0..<count).map { _ in UInt32(truncatingIfNeeded: random.next()) }
                #expect(arena.assign(Slab(arrays[place]), to: &lists[place]) == 0)
            }
            #expect(Int(lists[place].count) == arrays[place].count)
            guard step % 20 == 0 else { continue }
            for place in lists.indices { #expect(content(arena, lists[place]) == arrays[place]) }
        }
    }
}

import Testing

@testable import IGMPTracking

extension Slab {
    /// A slab that holds `elements`.
    init(_ elements: [Element]) {
        self.init()
        for element in elements { append(element) }
    }

    /// A copy of what it holds.
    var elements: [Element] {
        var elements: [Element] = []
        for index in indices { elements.append(self[index]) }
        return elements
    }
}

@Suite("Slab")
struct SlabTests {
    @Test("It holds what an array of the same history holds, over any growth")
    func agreesWithAnArray() {
        var slab = Slab<Int>(minimumCapacity: 1)
        var array: [Int] = []
        for step in 0..<1000 {
            switch step % 7 {
            case 3:
                let place = step * 31 % (array.count + 1)
                slab.insert(step, at: place)
                array.insert(step, at: place)
            case 5:
                #expect(slab.popLast() == array.popLast())
            default:
                slab.append(step)
                array.append(step)
            }
            #expect(slab.count == array.count)
        }
        #expect(slab.elements == array)
        slab.truncate(to: 3)
        #expect(slab.elements == Array(array.prefix(3)))
        slab.removeAll()
        #expect(slab.isEmpty == true)
        #expect(slab.popLast() == nil)
    }

    @Test("A large one is given room for many more, and gives it back only when hardly any of it is used")
    func largeRoom() {
        let megabytes = 1 << 17
        var slab = Slab<Int>()
        for number in 0..<(5 * megabytes) { slab.append(number) }
        #expect(slab.indices.allSatisfy { slab[$0] == $0 })
        #expect(slab.capacity > 8 * megabytes)
        let room = slab.capacity
        slab.truncate(to: room / 32)
        slab.giveBackRoom()
        #expect(slab.capacity == room)
        slab.truncate(to: room / 32 - 1)
        slab.giveBackRoom()
        #expect(slab.capacity == 2 * (room / 32 - 1))
        #expect(slab.indices.allSatisfy { slab[$0] == $0 })
    }

    @Test("A record is changed where it lies")
    func changesInPlace() {
        var slab = Slab([1, 2, 3])
        slab[1] += 40
        #expect(slab.elements == [1, 42, 3])
    }

    @Test("Records that hold references are given up once, however they go")
    func givesUpReferences() {
        final class Token {}
        weak var kept: Token?
        weak var taken: Token?
        do {
            var slab = Slab<Token>()
            let (first, second) = (Token(), Token())
            (kept, taken) = (first, second)
            slab.append(first)
            slab.append(second)
            _ = slab.popLast()
            #expect(slab.count == 1)
        }
        #expect(kept == nil)
        #expect(taken == nil)
    }

    @Test("An index past the end traps instead of reading on")
    func checksIndices() async {
        await #expect(processExitsWith: .failure) {
            let slab = Slab([1])
            _ = slab[1]
        }
    }
}

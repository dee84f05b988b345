import Testing

@testable import IGMPTracking

@Suite("Queue")
struct QueueTests {
    @Test("What was added first comes out first, over any number of rounds")
    func order() {
        var queue = Queue<UInt32>()
        var next: UInt32 = 0
        var expected: UInt32 = 0
        #expect(queue.popFirst() == nil)
        for round in 0..<200 {
            for _ in 0..<(round % 60) {
                queue.append(next)
                next += 1
            }
            for _ in 0..<(round % 37) {
                guard let index = queue.popFirst() else { break }
                #expect(index == expected)
                expected += 1
            }
        }
        while let index = queue.popFirst() {
            #expect(index == expected)
            expected += 1
        }
        #expect(expected == next)
    }
}

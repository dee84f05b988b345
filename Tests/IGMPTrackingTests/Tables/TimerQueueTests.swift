import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("TimerQueue")
struct TimerQueueTests {
    @Test("An empty queue has no first timer")
    func empty() {
        var queue = TimerQueue()
        #expect(queue.first == nil)
        queue.arm(1, at: Timestamp(nanoseconds: 5))
        #expect(queue.first?.index == 1)
        queue.removeFirst()
        #expect(queue.first == nil)
    }

    @Test("Timers come out by deadline, whatever the order in which they went in", arguments: 0..<8)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = TimerQueue()
        var armed: [Int64] = []
        for index in UInt32(0)..<3_000 {
            if armed.isEmpty || Int.random(in: 0..<5, using: &random) < 3 {
                let deadline = Int64.random(in: 0..<500, using: &random)
                queue.arm(index, at: Timestamp(nanoseconds: deadline))
                armed.append(deadline)
            } else {
                armed.sort(by: >)
                #expect(queue.first?.deadline.nanoseconds == armed.last)
                armed.removeLast()
                queue.removeFirst()
            }
        }
        for deadline in armed.sorted() {
            #expect(queue.first?.deadline.nanoseconds == deadline)
            queue.removeFirst()
        }
        #expect(queue.first == nil)
    }
}

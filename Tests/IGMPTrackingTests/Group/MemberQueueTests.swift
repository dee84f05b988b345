import TestSupport
import Testing

@testable import IGMPTracking

@Suite("MemberQueue")
struct MemberQueueTests {
    @Test("Entries keep their order and their places, whatever is taken out before and behind them")
    func places() {
        var random = SeededGenerator(seed: 3)
        var queue = MemberQueue()
        var model: [(member: UInt32, place: UInt32)] = []
        for _ in 0..<20_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                let member = UInt32.random(in: 0..<100, using: &random)
                model.append((member, queue.append(member)))
            case 6..<9:
                let count = Int.random(in: 0...min(model.count, 3), using: &random)
                queue.removeFirst(count)
                model.removeFirst(count)
            default:
                let count = Int.random(in: model.count / 2...model.count, using: &random)
                queue.truncate(to: count)
                model.removeLast(model.count - count)
            }
            #expect(queue.count == model.count)
            if let first = model.first {
                #expect(queue[0] == first.member && queue.place(at: 0) == first.place)
            }
        }
        #expect((0..<queue.count).map { queue[$0] } == model.map(\.member))
        #expect((0..<queue.count).map { queue.place(at: $0) } == model.map(\.place))
    }

    @Test("A place is an entry's own until it is taken out at the end")
    func uniqueness() {
        var queue = MemberQueue()
        let places = (0..<1000).map { queue.append(UInt32($0)) }
        queue.removeFirst(900)
        let more = (0..<1000).map { queue.append(UInt32($0)) }
        #expect(Set(places + more).count == 2000)
    }
}

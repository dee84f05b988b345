import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("ElectionHistory")
struct ElectionHistoryTests {
    private let low = IPv4Address(10, 0, 0, 1)
    private let high = IPv4Address(10, 0, 0, 2)

    private func after(_ seconds: Int) -> Timestamp { Timestamp(nanoseconds: 0).advanced(by: .seconds(seconds)) }

    private func entry(
        _ kind: ElectionHistory.Entry.Kind, _ querier: IPv4Address?, after previous: IPv4Address?, at seconds: Int = 0
    ) -> ElectionHistory.Entry {
        ElectionHistory.Entry(
            at: after(seconds), kind: kind, querier: querier, previous: previous, gap: nil,
            otherQuerierPresentInterval: nil)
    }

    @Test("A first querier, and one that comes back, are no change of querier")
    func noChange() {
        var history = ElectionHistory()
        history.note(entry(.elected, low, after: nil))
        history.note(entry(.lost, nil, after: low))
        history.note(entry(.elected, low, after: low))
        #expect(history.total == 3)
        #expect(history.changeCount == 0)
        #expect(history.lossCount == 1)
    }

    @Test("Another address is a change, whether at once or after a loss, and who is succeeded was lost")
    func changes() {
        var history = ElectionHistory()
        history.note(entry(.elected, high, after: nil))
        history.note(entry(.preempted, low, after: high))
        #expect(history.changeCount == 1)
        #expect(history.lossCount == 0)
        history.note(entry(.succeeded, high, after: low))
        #expect(history.changeCount == 2)
        #expect(history.lossCount == 1)
        history.note(entry(.lost, nil, after: high))
        history.note(entry(.elected, low, after: high))
        #expect(history.changeCount == 3)
        #expect(history.lossCount == 2)
    }

    @Test("The last changes are kept, the oldest first, and all are counted")
    func bounded() {
        var history = ElectionHistory()
        for second in 0..<ElectionHistory.limit { history.note(entry(.elected, low, after: nil, at: second)) }
        #expect(history.recent.first?.at == after(0))
        history.note(entry(.elected, low, after: nil, at: ElectionHistory.limit))
        #expect(history.recent.count == ElectionHistory.limit)
        #expect(history.recent.first?.at == after(1))
        #expect(history.recent.last?.at == after(ElectionHistory.limit))
        #expect(history.total == UInt64(ElectionHistory.limit) + 1)
    }
}

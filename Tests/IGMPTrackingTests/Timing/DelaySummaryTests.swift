import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("DelaySummary")
struct DelaySummaryTests {
    @Test("Of no delay there is neither least nor greatest nor mean")
    func none() {
        let summary = DelaySummary()
        #expect(summary.count == 0)
        #expect(summary.minimum == nil && summary.maximum == nil && summary.mean == nil)
    }

    @Test("Two summaries together say what one of all delays says")
    func sum() {
        let delays = [5, 0, 3_000_000_007, 12, 5].map { Interval(nanoseconds: $0) }
        var all = DelaySummary()
        for delay in delays { all.add(delay) }
        #expect(all.count == 5)
        #expect(all.minimum == Interval(nanoseconds: 0))
        #expect(all.maximum == Interval(nanoseconds: 3_000_000_007))
        #expect(all.mean == Interval(nanoseconds: 600_000_005))
        var first = DelaySummary()
        var second = DelaySummary()
        for delay in delays.prefix(2) { first.add(delay) }
        for delay in delays.dropFirst(2) { second.add(delay) }
        first.add(second)
        first.add(DelaySummary())
        #expect(first == all)
    }
}

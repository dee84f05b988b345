import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("Spread")
struct SpreadTests {
    private func spread(_ seconds: [Double]) -> Spread {
        var spread = Spread()
        for value in seconds { spread.add(Interval(nanoseconds: Int64(value * 1e9))) }
        return spread
    }

    @Test("Nothing has no mean and no jitter")
    func empty() {
        #expect(Spread().count == 0)
        #expect(Spread().mean == nil)
        #expect(Spread().jitter == nil)
    }

    @Test("One interval is its own mean and does not vary")
    func one() {
        let spread = spread([125])
        #expect(spread.mean == .seconds(125))
        #expect(spread.minimum == .seconds(125))
        #expect(spread.maximum == .seconds(125))
        #expect(spread.jitter == .seconds(0))
    }

    @Test("Jitter is the standard deviation of all intervals")
    func jitter() {
        // Of 2, 4, 4, 4, 5, 5, 7, 9 it is 2 exactly.
        let spread = spread([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(spread.mean == .seconds(5))
        #expect(spread.jitter == .seconds(2))
    }

    @Test("Small variation of large intervals is not lost")
    func precision() {
        let spread = spread([31_744, 31_744.002, 31_744, 31_744.002])
        #expect(spread.jitter == .milliseconds(1))
    }

    @Test("Intervals of centuries do not overflow")
    func hostile() {
        var spread = Spread()
        spread.add(Interval(nanoseconds: 0))
        spread.add(Interval(nanoseconds: .max))
        #expect(spread.count == 2)
        #expect(spread.jitter == Interval(nanoseconds: Int64((Double(Int64.max) / 2 / 1000).rounded()) * 1000))
    }
}

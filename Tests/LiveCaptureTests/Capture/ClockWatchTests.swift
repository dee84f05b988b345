import IGMPWire
import Testing

@testable import LiveCapture

@Suite("The watch over the clock")
struct ClockWatchTests {
    private static let millisecond: Int64 = 1_000_000

    /// What comes of looking when the one clock shows so many milliseconds and the other so many.
    private func steps(_ looks: [(wall: Int64, monotonic: Int64)]) -> (told: [Interval?], steps: ClockSteps) {
        var watch = ClockWatch()
        let told = looks.map {
            watch.note(wall: $0.wall * Self.millisecond, monotonic: $0.monotonic * Self.millisecond)
        }
        return (told, watch.steps)
    }

    @Test("Clocks that go on alike tell nothing, however far apart in time the looks are")
    func alike() {
        let (told, steps) = steps([(1000, 0), (1001, 1), (9_000_000, 8_999_000)])
        #expect(told == [nil, nil, nil])
        #expect(steps == ClockSteps())
    }

    @Test("A tenth of a second ahead or behind is a step, less is slewing", arguments: [1, -1] as [Int64])
    func threshold(sign: Int64) {
        #expect(steps([(1000, 0), (2000 + 99 * sign, 1000)]).told == [nil, nil])
        let (told, steps) = steps([(1000, 0), (2000 + 100 * sign, 1000), (3000 + 100 * sign, 2000)])
        #expect(told == [nil, .milliseconds(Int(100 * sign)), nil])
        #expect(steps.count == 1)
        #expect(steps.largestForward == .milliseconds(sign > 0 ? 100 : 0))
        #expect(steps.largestBack == .milliseconds(sign > 0 ? 0 : 100))
    }

    @Test("The greatest of either kind is kept")
    func greatest() {
        let (_, steps) = steps([(0, 0), (5000, 0), (1000, 0), (2000, 0), (1500, 0)])
        #expect(steps.count == 4)
        #expect(steps.largestForward == .seconds(5))
        #expect(steps.largestBack == .seconds(4))
    }

    @Test("The clocks of this machine can be looked at")
    func look() {
        var watch = ClockWatch()
        for _ in 0..<10 { _ = watch.look() }
        #expect(watch.steps.largestBack < .seconds(60))
    }
}

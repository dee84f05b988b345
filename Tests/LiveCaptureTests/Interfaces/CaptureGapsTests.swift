import IGMPWire
import Testing

@testable import LiveCapture

@Suite("Gaps of a capture")
struct CaptureGapsTests {
    private static let second: Int64 = 1_000_000_000
    private static func time(_ seconds: Int64) -> Timestamp { Timestamp(nanoseconds: seconds * second) }

    @Test("They are counted and added up, the one that is not over too")
    func total() {
        var gaps = CaptureGaps()
        #expect(gaps.count == 0 && gaps.total(at: 99) == Interval(nanoseconds: 0))
        gaps.begin(at: Self.time(100), monotonic: 10 * Self.second)
        #expect(gaps.isOpen)
        #expect(gaps.total(at: 13 * Self.second) == .seconds(3))
        // It goes on: down, and then removed.
        gaps.begin(at: Self.time(102), monotonic: 12 * Self.second)
        #expect(gaps.count == 1)
        #expect(gaps.end(at: Self.time(104), monotonic: 14 * Self.second) == .seconds(4))
        #expect(gaps.end(at: Self.time(105), monotonic: 15 * Self.second) == nil)
        #expect(!gaps.isOpen)
        #expect(gaps.total(at: 50 * Self.second) == .seconds(4))
        gaps.begin(at: Self.time(200), monotonic: 60 * Self.second)
        #expect(gaps.lastFrom == Self.time(200) && gaps.lastUntil == nil)
        #expect(gaps.total(at: 61 * Self.second) == .seconds(5))
        #expect(gaps.count == 2)
    }

    @Test("A clock that is set meanwhile does not change how long they were, and nothing is negative")
    func clock() {
        var gaps = CaptureGaps()
        gaps.begin(at: Self.time(1000), monotonic: 10 * Self.second)
        #expect(gaps.end(at: Self.time(0), monotonic: 12 * Self.second) == .seconds(2))
        gaps.begin(at: Self.time(0), monotonic: 20 * Self.second)
        #expect(gaps.total(at: 19 * Self.second) == .seconds(2))
        #expect(gaps.end(at: Self.time(1), monotonic: 19 * Self.second) == .seconds(0))
    }
}

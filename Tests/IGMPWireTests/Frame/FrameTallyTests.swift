import IGMPWire
import Testing

@Suite("FrameTally")
struct FrameTallyTests {
    @Test("Frames are counted with their bytes, and the earliest and latest time kept in any order")
    func counting() {
        var tally = FrameTally()
        #expect(tally.firstAt == nil && tally.lastAt == nil && tally.packets == 0)
        for seconds in [5, 3, 9, 4] {
            tally.count(bytes: 60, at: Timestamp(nanoseconds: Int64(seconds)))
        }
        #expect(tally.packets == 4 && tally.bytes == 240)
        #expect(tally.firstAt == Timestamp(nanoseconds: 3) && tally.lastAt == Timestamp(nanoseconds: 9))
    }

    @Test("Frames behind a later one are counted, with the greatest distance to the latest")
    func order() {
        var tally = FrameTally()
        var seen: [(UInt64, Int64)] = []
        for time in [5, 5, 4, 9, 8, 3, 9, 10] as [Int64] {
            tally.count(bytes: 1, at: Timestamp(nanoseconds: time))
            seen.append((tally.outOfOrder, tally.largestStepBack.nanoseconds))
        }
        #expect(seen.map(\.0) == [0, 0, 1, 1, 2, 3, 3, 3])
        #expect(seen.map(\.1) == [0, 0, 1, 1, 1, 6, 6, 6])
        // From one end of time to the other: no more than there can be, and not less than nothing.
        tally.count(bytes: 1, at: Timestamp(nanoseconds: .max))
        tally.count(bytes: 1, at: Timestamp(nanoseconds: .min))
        #expect(tally.outOfOrder == 4)
        #expect(tally.largestStepBack.nanoseconds == .max)
    }

    @Test("A single frame at either end of time is the first and the last")
    func extremes() {
        for time in [Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max)] {
            var tally = FrameTally()
            tally.count(bytes: 0, at: time)
            #expect(tally.firstAt == time && tally.lastAt == time)
        }
    }
}

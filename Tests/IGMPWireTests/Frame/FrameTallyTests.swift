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

    @Test("A single frame at either end of time is the first and the last")
    func extremes() {
        for time in [Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max)] {
            var tally = FrameTally()
            tally.count(bytes: 0, at: time)
            #expect(tally.firstAt == time && tally.lastAt == time)
        }
    }
}

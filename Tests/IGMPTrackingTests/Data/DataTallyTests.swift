import IGMPTracking
import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("DataTally")
struct DataTallyTests {
    private func time(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

    @Test("Nothing has no times and no rate, and one packet has no rate")
    func few() {
        var tally = DataTally()
        #expect(tally.firstAt == nil && tally.lastAt == nil && tally.bitsPerSecond == nil)
        tally.add(length: 100, at: time(7))
        #expect(tally.packets == 1 && tally.bytes == 100)
        #expect(tally.firstAt == time(7) && tally.lastAt == time(7) && tally.bitsPerSecond == nil)
        tally.add(length: 100, at: time(7))
        #expect(tally.packets == 2 && tally.bitsPerSecond == nil)
    }

    @Test("The rate is that of all packets but the first, over the time from first to last, rounded down")
    func rate() {
        var tally = DataTally()
        for second in 0...10 { tally.add(length: 1250, at: time(Int64(second) * 1_000_000_000)) }
        #expect(tally.bitsPerSecond == 10_000)
        var uneven = DataTally()
        uneven.add(length: 60_000, at: time(0))
        uneven.add(length: 100, at: time(3_000_000_000))
        #expect(uneven.bitsPerSecond == 266)
    }

    @Test("No rate is too high to be told")
    func extremes() {
        var tally = DataTally()
        tally.add(length: 1, at: time(0))
        for _ in 0..<100 { tally.add(length: .max, at: time(1)) }
        #expect(tally.bitsPerSecond == .max)
        var slow = DataTally()
        slow.add(length: 65_535, at: time(.min))
        slow.add(length: 65_535, at: time(.max))
        #expect(slow.bitsPerSecond == 0)
    }
}

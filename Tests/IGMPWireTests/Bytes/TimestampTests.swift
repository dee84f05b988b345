import IGMPWire
import Testing

@Suite("Timestamp")
struct TimestampTests {
    private let earliest = Timestamp(nanoseconds: .min)
    private let latest = Timestamp(nanoseconds: .max)

    @Test("A moment and an interval add up")
    func advance() {
        let moment = Timestamp(nanoseconds: 5)
        #expect(moment.advanced(by: .seconds(2)) == Timestamp(nanoseconds: 2_000_000_005))
        #expect(moment.advanced(by: Interval(nanoseconds: -6)) == Timestamp(nanoseconds: -1))
        #expect(moment.advanced(by: .seconds(3)).since(moment) == .seconds(3))
        #expect(moment.since(moment.advanced(by: .seconds(3))) == .seconds(-3))
    }

    @Test("Arithmetic stops at the ends, and not before")
    func saturation() {
        let one = Interval(nanoseconds: 1)
        let minusOne = Interval(nanoseconds: -1)
        #expect(Timestamp(nanoseconds: .max - 1).advanced(by: one) == latest)
        #expect(latest.advanced(by: one) == latest)
        #expect(latest.advanced(by: Interval(nanoseconds: .max)) == latest)
        #expect(Timestamp(nanoseconds: .min + 1).advanced(by: minusOne) == earliest)
        #expect(earliest.advanced(by: minusOne) == earliest)
        #expect(latest.since(Timestamp(nanoseconds: 0)).nanoseconds == .max)
        #expect(latest.since(Timestamp(nanoseconds: -1)).nanoseconds == .max)
        #expect(latest.since(earliest).nanoseconds == .max)
        #expect(earliest.since(Timestamp(nanoseconds: 1)).nanoseconds == .min)
        #expect(earliest.since(latest).nanoseconds == .min)
        #expect(earliest.since(earliest).nanoseconds == 0)
    }

    @Test("Units")
    func units() {
        #expect(Interval.seconds(1).nanoseconds == 1_000_000_000)
        #expect(Interval.milliseconds(1500) == Interval(nanoseconds: 1_500_000_000))
        #expect(Interval.tenths(255) == Interval(nanoseconds: 25_500_000_000))
        #expect(2 * Interval.seconds(125) + .tenths(100) == .seconds(260))
        #expect(Interval.milliseconds(250).seconds == 0.25)
        #expect(Interval.seconds(1) < .tenths(11))
        #expect(earliest < latest)
    }
}

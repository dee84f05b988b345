import IGMPWire
import Testing

@testable import CaptureFiles

struct InterfaceClockTests {
    static let counts: [UInt64] = [
        0, 1, 999, 1_000_000, 1_700_000_000, 1_700_000_000_123_456, 1_700_000_000_123_456_789, 1 << 32, 1 << 62,
        UInt64(Int64.max), UInt64(Int64.max) + 1, .max,
    ]
    static let offsets: [Int64] = [0, 1, -1, 1_700_000_000, -1_700_000_000, 9_223_372_036, 9_223_372_037, .max, .min]

    /// The same with wide integers, digit by digit.
    static func naive(_ units: UInt64, octet: UInt8, offset: Int64) -> Int64 {
        var nanoseconds = UInt128(units) * 1_000_000_000
        for _ in 0..<octet & 0x7f {
            nanoseconds /= octet & 0x80 == 0 ? 10 : 2
        }
        let limited = Int64(clamping: nanoseconds)
        let shift = Int64(clamping: Int128(offset) * 1_000_000_000)
        return Int64(clamping: Int128(limited) + Int128(shift))
    }

    @Test("Every resolution means what it says, and saturates where time ends", arguments: UInt8.min...UInt8.max)
    func resolutions(octet: UInt8) {
        for offset in Self.offsets {
            let clock = InterfaceClock(
                linkType: .ethernet, resolution: .init(octet: octet), offsetSeconds: offset)
            for units in Self.counts + [clock.largestPlain, clock.largestPlain &+ 1] {
                let expected = Self.naive(units, octet: octet, offset: offset)
                #expect(clock.timestamp(units).nanoseconds == expected)
                if units <= clock.largestPlain {
                    #expect(Int64(truncatingIfNeeded: units &* clock.multiplier) &+ clock.offset == expected)
                }
            }
        }
    }
}

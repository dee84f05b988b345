package import IGMPWire

extension ByteBuffer {
    /// Adds `timestamp` as RFC 3339 has it (section 5.6), in UTC with nine digits:
    /// `2009-02-24T10:21:47.698870000Z`.
    package mutating func append(rfc3339 timestamp: Timestamp) {
        let time = ClockTime(timestamp)
        let date = date.characters(of: time)
        // As many as the text has: no store below reaches beyond, and the 16 bytes of the date are the first.
        let target = unsafe UnsafeMutableRawPointer(room(for: 30))
        unsafe target.storeBytes(of: date, as: SIMD16<UInt8>.self)
        unsafe Self.write(time, to: target + DateText.length)
        let fraction = UInt32(truncatingIfNeeded: time.nanosecond)
        unsafe Self.write(sixDigits: fraction / 1000, to: target + 20)
        let last = fraction % 1000
        unsafe target.storeBytes(of: Digits.pair(last / 10), toByteOffset: 26, as: UInt16.self)
        unsafe target.storeBytes(of: UInt8(ascii: "0") &+ UInt8(last % 10), toByteOffset: 28, as: UInt8.self)
        unsafe target.storeBytes(of: UInt8(ascii: "Z"), toByteOffset: 29, as: UInt8.self)
        advance(by: 30)
    }

    /// Adds the time of day on the clock of `zone`, in microseconds: `10:21:47.698870`.
    package mutating func append(timeOfDay timestamp: Timestamp, in zone: inout LocalTimeZone) {
        let time = ClockTime(timestamp, secondsEast: zone.secondsEast(at: timestamp))
        // Nine characters, and six digits.
        let target = unsafe UnsafeMutableRawPointer(room(for: 15))
        unsafe Self.write(time, to: target)
        unsafe Self.write(sixDigits: UInt32(truncatingIfNeeded: time.nanosecond) / 1000, to: target + 9)
        advance(by: 15)
    }

    /// Writes `10:21:47.` to `target`, where there must be 9 bytes.
    @unsafe @inline(__always)
    private static func write(_ time: ClockTime, to target: UnsafeMutableRawPointer) {
        let (colon, point) = (UInt8(ascii: ":"), UInt8(ascii: "."))
        unsafe target.storeBytes(of: pair(time.hour), as: UInt16.self)
        unsafe target.storeBytes(of: colon, toByteOffset: 2, as: UInt8.self)
        unsafe target.storeBytes(of: pair(time.minute), toByteOffset: 3, as: UInt16.self)
        unsafe target.storeBytes(of: colon, toByteOffset: 5, as: UInt8.self)
        unsafe target.storeBytes(of: pair(time.second), toByteOffset: 6, as: UInt16.self)
        unsafe target.storeBytes(of: point, toByteOffset: 8, as: UInt8.self)
    }

    /// Writes the last six digits of `value` to `target`, where there must be 6 bytes.
    @unsafe @inline(__always)
    private static func write(sixDigits value: UInt32, to target: UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: Digits.pair(value / 10_000), as: UInt16.self)
        unsafe target.storeBytes(of: Digits.pair(value / 100), toByteOffset: 2, as: UInt16.self)
        unsafe target.storeBytes(of: Digits.pair(value), toByteOffset: 4, as: UInt16.self)
    }

    @inline(__always)
    private static func pair(_ value: Int) -> UInt16 { Digits.pair(UInt32(truncatingIfNeeded: value)) }
}

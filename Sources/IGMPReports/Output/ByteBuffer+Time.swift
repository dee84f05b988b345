package import IGMPWire

extension ByteBuffer {
    /// Adds `timestamp` as RFC 3339 has it (section 5.6), in UTC with nine digits:
    /// `2009-02-24T10:21:47.698870000Z`.
    package mutating func append(rfc3339 timestamp: Timestamp) {
        let time = CivilTime(timestamp)
        append(UInt64(time.year), paddedTo: 4)
        append(byte: UInt8(ascii: "-"))
        append(UInt64(time.month), paddedTo: 2)
        append(byte: UInt8(ascii: "-"))
        append(UInt64(time.day), paddedTo: 2)
        append(byte: UInt8(ascii: "T"))
        append(timeOf: time)
        append(byte: UInt8(ascii: "."))
        append(UInt64(time.nanosecond), paddedTo: 9)
        append(byte: UInt8(ascii: "Z"))
    }

    /// Adds the time of day on the clock of `zone`, in microseconds: `10:21:47.698870`.
    package mutating func append(timeOfDay timestamp: Timestamp, in zone: inout LocalTimeZone) {
        let time = CivilTime(timestamp, secondsEast: zone.secondsEast(at: timestamp))
        append(timeOf: time)
        append(byte: UInt8(ascii: "."))
        append(UInt64(time.nanosecond / 1000), paddedTo: 6)
    }

    private mutating func append(timeOf time: CivilTime) {
        append(UInt64(time.hour), paddedTo: 2)
        append(byte: UInt8(ascii: ":"))
        append(UInt64(time.minute), paddedTo: 2)
        append(byte: UInt8(ascii: ":"))
        append(UInt64(time.second), paddedTo: 2)
    }
}

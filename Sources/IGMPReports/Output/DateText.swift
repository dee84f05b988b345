import IGMPWire

/// The text of a date, kept for the next time: nearly all that is written together is of one day.
struct DateText {
    /// Days since 1970-01-01; no timestamp is of the first value.
    private var day = Int.min
    private var characters = SIMD16<UInt8>(repeating: 0)

    /// `2009-02-24T`, and bytes of no meaning behind it.
    ///
    /// - Parameter time: the same moment as `timestamp`, which is in UTC.
    @inline(__always)
    mutating func characters(of timestamp: Timestamp, _ time: ClockTime) -> SIMD16<UInt8> {
        if time.day != day { change(to: timestamp, time.day) }
        return characters
    }

    static var length: Int { 11 }

    @inline(never)
    private mutating func change(to timestamp: Timestamp, _ day: Int) {
        let date = CivilTime(timestamp)
        let text = "\(date.year.padded(4))-\(date.month.padded(2))-\(date.day.padded(2))T"
        for (index, character) in text.utf8.enumerated() { characters[index] = character }
        self.day = day
    }
}

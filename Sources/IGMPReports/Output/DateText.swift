/// The text of a date, kept for the next time: nearly all that is written together is of one day.
struct DateText {
    /// Days since 1970-01-01; no timestamp is of the first value.
    private var day = Int.min
    private var characters = SIMD16<UInt8>(repeating: 0)

    /// `2009-02-24T`, and bytes of no meaning behind it.
    @inline(__always)
    mutating func characters(of time: ClockTime) -> SIMD16<UInt8> {
        if time.day != day { change(to: time) }
        return characters
    }

    static var length: Int { 11 }

    @inline(never)
    private mutating func change(to time: ClockTime) {
        for (index, character) in "\(CivilTime(time).date)T".utf8.enumerated() { characters[index] = character }
        day = time.day
    }
}

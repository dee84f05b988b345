import IGMPWire

/// A moment as date and time of day, in UTC or at a fixed distance from it.
///
/// In the proleptic Gregorian calendar, by arithmetic of its own: every
/// ``Timestamp`` has one, from 1677-09-21 to 2262-04-11, whatever the C library
/// of the machine can do.
struct CivilTime: Hashable {
    let year: Int
    /// 1 to 12.
    let month: Int
    /// 1 to 31.
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let nanosecond: Int

    /// - Parameter secondsEast: how far the clock is ahead of UTC; less than a
    ///   day either way.
    init(_ timestamp: Timestamp, secondsEast: Int = 0) {
        self.init(ClockTime(timestamp, secondsEast: secondsEast))
    }

    init(_ time: ClockTime) {
        hour = time.hour
        minute = time.minute
        second = time.second
        nanosecond = time.nanosecond

        // Years are counted from the 1st of March, so that the leap day is the last
        // one; 400 of them have 146,097 days, and 0000-03-01 is 719,468 days before 1970.
        let (era, dayOfEra) = ClockTime.floored(time.day + 719_468, by: 146_097)
        let leapDays = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        // Five months from March or August on have 153 days together.
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = 400 * era + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// `2009-02-24`.
    var date: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }
}

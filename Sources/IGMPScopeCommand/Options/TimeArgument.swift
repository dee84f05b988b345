import ArgumentParser
import IGMPWire

/// A moment as `--until` takes it: RFC 3339 (section 5.6), or seconds since 1970
/// with up to nine decimals.
struct TimeArgument: ExpressibleByArgument {
    let time: Timestamp

    init?(argument: String) {
        guard let time = Self.epochSeconds(argument) ?? Self.rfc3339(argument) else { return nil }
        self.time = time
    }

    private static func epochSeconds(_ text: String) -> Timestamp? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let seconds = number(parts[0], digits: 1...10),
            let nanoseconds = parts.count == 2 ? fraction(parts[1]) : 0
        else { return nil }
        return timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }

    private static func rfc3339(_ text: String) -> Timestamp? {
        guard let separator = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else { return nil }
        let date = text[..<separator].split(separator: "-", omittingEmptySubsequences: false)
        var clock = text[text.index(after: separator)...]
        guard let offset = takeOffset(&clock) else { return nil }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard date.count == 3, parts.count == 3, let year = number(date[0], digits: 4...4),
            let month = number(date[1], digits: 2...2), let day = number(date[2], digits: 2...2),
            let hour = number(parts[0], digits: 2...2), let minute = number(parts[1], digits: 2...2),
            (1...12).contains(month), (1...daysIn(month, of: year)).contains(day), hour < 24, minute < 60
        else { return nil }
        let seconds = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let second = number(seconds[0], digits: 2...2), second <= 60,
            let nanoseconds = seconds.count == 2 ? fraction(seconds[1]) : 0
        else { return nil }
        let total = days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return timestamp(seconds: total, nanoseconds: nanoseconds)
    }

    /// Takes `Z` or `±hh:mm` off the end, and returns the seconds east of UTC.
    private static func takeOffset(_ clock: inout Substring) -> Int? {
        if let last = clock.last, last == "Z" || last == "z" {
            clock.removeLast()
            return 0
        }
        guard let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
        let parts = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = number(parts[0], digits: 2...2),
            let minutes = number(parts[1], digits: 2...2),
            hours < 24, minutes < 60
        else { return nil }
        let offset = (hours * 60 + minutes) * 60
        defer { clock = clock[..<sign] }
        return clock[sign] == "-" ? -offset : offset
    }

    private static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func fraction(_ text: Substring) -> Int? {
        guard let value = number(text, digits: 1...9) else { return nil }
        return (text.utf8.count..<9).reduce(value) { value, _ in value * 10 }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since 1970-01-01, by counting: years are few.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        var days = day - 1
        if year >= 1970 {
            for passed in 1970..<year { days += isLeap(passed) ? 366 : 365 }
        } else {
            for coming in year..<1970 { days -= isLeap(coming) ? 366 : 365 }
        }
        for passed in 1..<month { days += daysIn(passed, of: year) }
        return days
    }

    private static func timestamp(seconds: Int, nanoseconds: Int) -> Timestamp? {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = product.addingReportingOverflow(Int64(nanoseconds))
        return overflow || carry ? nil : Timestamp(nanoseconds: sum)
    }
}

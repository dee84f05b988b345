import IGMPWire
import Testing

@testable import IGMPReports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct TimeTests {
    @Test(
        "RFC 3339 with nine digits, at both ends of what a timestamp can be",
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"),
            (1_235_470_907_698_870_000, "2009-02-24T10:21:47.698870000Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
            (951_868_799_999_999_999, "2000-02-29T23:59:59.999999999Z"),
            (951_868_800_000_000_000, "2000-03-01T00:00:00.000000000Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000000000Z"),
            (4_107_542_399_000_000_001, "2100-02-28T23:59:59.000000001Z"),
            (.max, "2262-04-11T23:47:16.854775807Z"),
            (.min, "1677-09-21T00:12:43.145224192Z"),
        ] as [(Int64, String)])
    func rfc3339(nanoseconds: Int64, text: String) {
        #expect(written { $0.append(rfc3339: Timestamp(nanoseconds: nanoseconds)) } == text)
    }

    @Test("A date that was written before does not stay when the day is another")
    func dateChanges() {
        let moments: [Int64] = [0, 1, 86_400_000_000_000, 86_399_999_999_999, -1, .max, .min, 0]
        let together = written { for moment in moments { $0.append(rfc3339: Timestamp(nanoseconds: moment)) } }
        let apart = moments.map { moment in written { $0.append(rfc3339: Timestamp(nanoseconds: moment)) } }
        #expect(together == apart.joined())
    }

    @Test("Every day of six centuries follows the one before, by counting days on a calendar")
    func calendar() {
        var (year, month, day) = (1970, 1, 1)
        var seconds: Int64 = 0
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while seconds < Int64.max / 1_000_000_000 {
            let time = CivilTime(Timestamp(nanoseconds: seconds * 1_000_000_000))
            guard (time.year, time.month, time.day) == (year, month, day) else {
                Issue.record("\(time) is not \(year)-\(month)-\(day)")
                return
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            day += 1
            if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            seconds += 86_400
        }
        #expect(year == 2262)
    }

    @Test("The time of day is that of the local clock, in microseconds")
    func timeOfDay() {
        var zone = LocalTimeZone()
        for step in 0..<2000 {
            // Once in 5 hours, forward and back, so that summer and winter time are both met.
            let seconds = 1_600_000_000 + (step % 2 == 0 ? step : -step) * 18_000 + step
            var time = time_t(seconds)
            // All zero: `tm` counts as unsafe for the name of a zone that it points to.
            var local = unsafe tm()
            // Both live here, and the call keeps neither.
            _ = unsafe localtime_r(&time, &local)
            // Numbers beside a pointer that is not read.
            let clock = unsafe [local.tm_hour, local.tm_min, local.tm_sec]
            let expected = clock.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":") + ".000012"
            let timestamp = Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000 + 12_999)
            #expect(written { $0.append(timeOfDay: timestamp, in: &zone) } == expected)
        }
    }

    @Test("A time before 1970 and the ends of time have a time of day", arguments: [Int64.min, -1, .max])
    func timeOfDayExtremes(nanoseconds: Int64) {
        var zone = LocalTimeZone()
        #expect(written { $0.append(timeOfDay: Timestamp(nanoseconds: nanoseconds), in: &zone) }.utf8.count == 15)
    }
}

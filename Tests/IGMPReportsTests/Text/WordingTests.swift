import IGMPWire
import Testing

@testable import IGMPReports

struct WordingTests {
    @Test("One is singular, everything else plural")
    func plurals() {
        #expect(UInt64(0).of("packet") == "0 packets")
        #expect(UInt64(1).of("packet") == "1 packet")
        #expect(UInt64(2).of("query", "queries") == "2 queries")
        #expect(UInt64(1).of("query", "queries") == "1 query")
    }

    @Test(
        "Seconds have three decimals below 10 s and one above, without zeros at the end",
        arguments: [
            (0, "0 s"), (499_999, "0 s"), (500_000, "0.001 s"), (350_000_000, "0.35 s"), (1_000_000_000, "1 s"),
            (9_999_000_000, "9.999 s"), (9_999_999_999, "10 s"), (10_040_000_000, "10 s"), (10_050_000_000, "10.1 s"),
            (124_800_000_000, "124.8 s"), (-1_500_000_000, "-1.5 s"), (.max, "9223372036.9 s"),
            (.min, "-9223372036.9 s"),
        ] as [(Int64, String)])
    func seconds(nanoseconds: Int64, text: String) {
        #expect(Interval(nanoseconds: nanoseconds).secondsText == text)
    }

    @Test(
        "A span is told in its two largest units",
        arguments: [
            (-1, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (3599, "59 min 59 s"), (3600, "1 h"),
            (3660, "1 h 1 min"), (86_399, "23 h 59 min"), (86_400, "1 d"), (93_600, "1 d 2 h"),
        ])
    func span(seconds: Int, text: String) {
        #expect(Interval.seconds(seconds).spanText == text)
    }

    @Test(
        "An uptime is a clock below a day, days and hours from then on",
        arguments: [
            (-5, "00:00:00"), (259, "00:04:19"), (86_399, "23:59:59"), (86_400, "1d00h"), (93_600, "1d02h"),
        ])
    func uptime(seconds: Int, text: String) {
        #expect(Interval.seconds(seconds).uptimeText == text)
        #expect(Interval(nanoseconds: .max).uptimeText == "106751d23h")
    }

    @Test("A VLAN stack is named from the outermost, an untagged link not at all")
    func vlan() {
        var tags = VLANTags()
        #expect(tags.suffix == "")
        _ = tags.append(10)
        #expect(tags.suffix == " vlan 10")
        _ = tags.append(146)
        #expect(tags.suffix == " vlan 10.146")
    }

    @Test("A clock shows the day where its times are of more than one")
    func clock() {
        let noon = ReportScene.start
        var sameDay = PacketClock(from: noon, to: noon.advanced(by: .seconds(60)))
        var twoDays = PacketClock(from: noon, to: noon.advanced(by: .seconds(86_400)))
        #expect(sameDay.columns == 8)
        #expect(sameDay.time(noon).utf8.count == 8)
        #expect(twoDays.columns == 14)
        #expect(twoDays.time(noon).hasSuffix(" " + sameDay.time(noon)))
        #expect(twoDays.dateAndTime(shown: noon).hasSuffix("-" + twoDays.time(noon) + ".000000"))
    }

    @Test("A clock has a time for every timestamp", arguments: [Int64.min, 0, .max])
    func extremes(nanoseconds: Int64) {
        let time = Timestamp(nanoseconds: nanoseconds)
        var clock = PacketClock(from: time, to: time)
        #expect(clock.time(time).utf8.count == clock.columns)
        #expect(clock.zoneName(at: time).hasPrefix("UTC"))
    }
}

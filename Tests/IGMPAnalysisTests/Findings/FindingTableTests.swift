import IGMPWire
import TestSupport
import Testing

@testable import IGMPAnalysis

@Suite("The table of findings")
struct FindingTableTests {
    private static let time = Timestamp(nanoseconds: 5)

    @Test("A finding made again is counted, and keeps what was last at fault")
    func counting() {
        var table = FindingTable(limit: 4, ignored: FindingCodes(), seed: 1)
        let (host, group) = (IPv4Address(10, 0, 0, 5), IPv4Address(239, 1, 1, 1))
        table.note(.timeToLive, host: host, group: group, detail: .number(64), at: Self.time)
        let again = Self.time.advanced(by: .seconds(1))
        table.note(
            .timeToLive, host: host, group: group, mac: MACAddress(rawValue: 7), detail: .number(65), at: again)
        #expect(table.findings.count == 1)
        #expect(table.findings[0].count == 2)
        #expect(table.findings[0].firstAt == Self.time && table.findings[0].lastAt == again)
        #expect(table.findings[0].detail == .number(65) && table.findings[0].mac == MACAddress(rawValue: 7))
        // Where the link layer has no address, the one that was known stays.
        table.note(.timeToLive, host: host, group: group, detail: .number(65), at: again)
        #expect(table.findings[0].mac == MACAddress(rawValue: 7))
    }

    @Test("Another code, host or group is another finding; none is not 0.0.0.0")
    func keys() {
        var table = FindingTable(limit: 9, ignored: FindingCodes(), seed: 1)
        let hosts: [IPv4Address?] = [nil, .unspecified, IPv4Address(10, 0, 0, 5)]
        let groups: [IPv4Address?] = [nil, .unspecified, IPv4Address(239, 1, 1, 1)]
        for _ in 0..<2 {
            for code in [FindingCode.timeToLive, .typeOfService] {
                for host in hosts {
                    for group in groups { table.note(code, host: host, group: group, at: Self.time) }
                }
            }
        }
        #expect(table.findings.count == 18)
        #expect(table.findings.allSatisfy { $0.count == 2 })
    }

    @Test("What goes beyond the limit of its code is counted, and leaves other codes their room")
    func limit() {
        var table = FindingTable(limit: 3, ignored: FindingCodes(), seed: 1)
        for number in 0..<5 {
            table.note(.timeToLive, host: IPv4Address(rawValue: UInt32(number)), at: Self.time)
        }
        #expect(table.findings.count == 3 && table.overflow == 2)
        table.note(.badChecksum, host: IPv4Address(rawValue: 4), at: Self.time)
        #expect(table.findings.count == 4 && table.overflow == 2)
        // Those that are there are still counted.
        table.note(.timeToLive, host: IPv4Address(rawValue: 2), at: Self.time)
        #expect(table.findings[2].count == 2 && table.overflow == 2)
    }

    @Test("An ignored code makes no finding, and takes no room")
    func ignored() {
        var ignored = FindingCodes()
        ignored.insert(.timeToLive)
        var table = FindingTable(limit: 1, ignored: ignored, seed: 1)
        table.note(.timeToLive, at: Self.time)
        table.note(.typeOfService, at: Self.time)
        #expect(table.findings.map(\.code) == [.typeOfService])
        #expect(table.overflow == 0)
    }

    @Test("It holds what a dictionary holds, whatever the seed")
    func againstDictionary() {
        struct Key: Hashable {
            let code: FindingCode
            let host: UInt32
            let group: UInt32
        }
        for seed: UInt64 in 1...4 {
            var random = SeededGenerator(seed: seed)
            var table = FindingTable(limit: .max, ignored: FindingCodes(), seed: seed &* 0x9E37)
            var expected: [Key: UInt64] = [:]
            for _ in 0..<5000 {
                let key = Key(
                    code: FindingCode.allCases.randomElement(using: &random)!, host: .random(in: 0...9, using: &random),
                    group: .random(in: 0...3, using: &random) << 23)
                expected[key, default: 0] += 1
                table.note(
                    key.code, host: IPv4Address(rawValue: key.host), group: IPv4Address(rawValue: key.group),
                    at: Self.time)
            }
            #expect(table.findings.count == expected.count)
            for finding in table.findings {
                let key = Key(code: finding.code, host: finding.host!.rawValue, group: finding.group!.rawValue)
                #expect(finding.count == expected[key])
            }
        }
    }
}

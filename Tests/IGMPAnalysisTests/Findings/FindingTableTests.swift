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

    @Test("More offenders than there is room for are told once each, however often they come", arguments: [2, 9])
    func toldOnce(limit: Int) {
        var table = FindingTable(limit: limit, ignored: FindingCodes(), recordsNew: true, seed: 1)
        var told: [IPv4Address?] = []
        for _ in 0..<5 {
            for number: UInt32 in 0..<9 { table.note(.timeToLive, host: IPv4Address(rawValue: number), at: Self.time) }
            told += table.takeNew().map(\.host)
        }
        #expect(told == (0..<9).map { IPv4Address(rawValue: $0) })
        #expect((table.overflow == 0) == (limit == 9))
    }

    @Test("At its code's limit the finding last made longest ago makes room, and other codes keep theirs")
    func limit() {
        func host(_ number: UInt32) -> IPv4Address { IPv4Address(rawValue: number) }
        var table = FindingTable(limit: 3, ignored: FindingCodes(), seed: 1)
        for number: UInt32 in 0..<3 { table.note(.timeToLive, host: host(number), at: Self.time) }
        #expect(table.findings.count == 3 && table.overflow == 0)
        table.note(.badChecksum, host: host(4), at: Self.time)
        table.note(.timeToLive, host: host(0), at: Self.time)
        table.note(.timeToLive, host: host(3), at: Self.time)
        #expect(table.overflow == 1)
        #expect(hosts(table, .timeToLive) == [0, 2, 3])
        #expect(hosts(table, .badChecksum) == [4])
        // The one that had to go begins again.
        table.note(.timeToLive, host: host(1), at: Self.time)
        #expect(table.findings.first { $0.host == host(1) }?.count == 1)
        #expect(table.findings.first { $0.host == host(0) }?.count == 2)
        #expect(hosts(table, .timeToLive) == [0, 1, 3] && table.overflow == 2)
    }

    /// The hosts with a finding, in order, all of which a look-up finds.
    private func hosts(_ table: borrowing FindingTable, _ code: FindingCode) -> [UInt32] {
        let hosts = table.findings.filter { $0.code == code }.compactMap { $0.host?.rawValue }.sorted()
        for host in hosts {
            let isFound = table.contains(code, host: IPv4Address(rawValue: host))
            #expect(isFound, "\(code) \(host)")
        }
        return hosts
    }

    @Test("New ones are given once, as they were first made, if they are asked for")
    func new() {
        var table = FindingTable(limit: 1, ignored: FindingCodes(), recordsNew: true, seed: 1)
        var hasNew = table.hasNew
        #expect(!hasNew)
        table.note(.timeToLive, host: IPv4Address(10, 0, 0, 5), at: Self.time)
        table.note(.timeToLive, host: IPv4Address(10, 0, 0, 5), at: Self.time)
        table.note(.timeToLive, host: IPv4Address(10, 0, 0, 6), at: Self.time)
        hasNew = table.hasNew
        #expect(hasNew)
        let new = table.takeNew()
        #expect(new.map(\.host) == [IPv4Address(10, 0, 0, 5), IPv4Address(10, 0, 0, 6)])
        #expect(new.map(\.count) == [1, 1])
        hasNew = table.hasNew
        #expect(!hasNew)

        var silent = FindingTable(limit: 1, ignored: FindingCodes(), seed: 1)
        silent.note(.timeToLive, at: Self.time)
        hasNew = silent.hasNew
        #expect(silent.findings.count == 1 && !hasNew)
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

    @Test(
        "What goes is what a list by the last time would let go", arguments: 1...4 as ClosedRange<UInt64>)
    func againstList(seed: UInt64) {
        struct Key: Hashable {
            let code: FindingCode
            let host: UInt32
        }
        var random = SeededGenerator(seed: seed)
        let limit = Int.random(in: 1...40, using: &random)
        var table = FindingTable(limit: limit, ignored: FindingCodes(), seed: seed &* 0x9E37)
        var lists: [FindingCode: [(host: UInt32, count: UInt64)]] = [:]
        var gone: UInt64 = 0
        for _ in 0..<20_000 {
            let code = [FindingCode.timeToLive, .badChecksum, .typeOfService].randomElement(using: &random)!
            let host = UInt32.random(in: 0..<64, using: &random)
            table.note(code, host: IPv4Address(rawValue: host), at: Self.time)
            var list = lists[code, default: []]
            if let index = list.firstIndex(where: { $0.host == host }) {
                let known = list.remove(at: index)
                list.append((host, known.count + 1))
            } else {
                if list.count == limit {
                    list.removeFirst()
                    gone += 1
                }
                list.append((host, 1))
            }
            lists[code] = list
        }
        var expected: [Key: UInt64] = [:]
        for (code, list) in lists {
            for known in list { expected[Key(code: code, host: known.host)] = known.count }
        }
        var found: [Key: UInt64] = [:]
        for finding in table.findings { found[Key(code: finding.code, host: finding.host!.rawValue)] = finding.count }
        #expect(found == expected)
        for key in expected.keys {
            let isFound = table.contains(key.code, host: IPv4Address(rawValue: key.host))
            #expect(isFound)
        }
        #expect(table.overflow == gone)
    }
}

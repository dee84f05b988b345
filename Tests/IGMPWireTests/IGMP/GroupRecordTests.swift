import IGMPWire
import TestSupport
import Testing

@Suite("GroupRecords")
struct GroupRecordTests {
    private typealias Samples = IGMPMessageSamples
    private typealias ReadRecord = IGMPMessageSamples.ReadRecord

    private static let first = PacketBuilder.record(type: 1, group: Samples.group, sources: Samples.sources)
    private static let second = PacketBuilder.record(type: 4, group: .allRouters)
    private static let firstRead = ReadRecord(type: .modeIsInclude, group: Samples.group, sources: Samples.sources)
    private static let secondRead = ReadRecord(type: .changeToExclude, group: .allRouters)

    @Test("Records come one after the other, in their order")
    func order() throws {
        let read = try #require(Samples.records(PacketBuilder.reportV3([Self.first, Self.second])))
        #expect(read.records == [Self.firstRead, Self.secondRead])
        #expect(read.error == nil)
    }

    @Test("A report of no records has none, whatever follows")
    func none() throws {
        for message in [PacketBuilder.reportV3([]), PacketBuilder.reportV3([Self.first], count: 0)] {
            let read = try #require(Samples.records(message))
            #expect(read.records.isEmpty)
            #expect(read.error == nil)
        }
    }

    @Test("Auxiliary data is lent, and skipped", arguments: [1, 2, 255])
    func auxiliaryData(words: Int) throws {
        let auxiliary = (0..<4 * words).map { UInt8($0 & 255) }
        let record = PacketBuilder.record(
            type: 1, group: Samples.group, sources: Samples.sources, auxiliary: auxiliary)
        let read = try #require(Samples.records(PacketBuilder.reportV3([record, Self.second])))
        var expected = Self.firstRead
        expected.auxiliary = auxiliary
        #expect(read.records == [expected, Self.secondRead])
        #expect(read.error == nil)
    }

    @Test("Two equal records are two records")
    func equalRecords() throws {
        let read = try #require(Samples.records(PacketBuilder.reportV3([Self.first, Self.first])))
        #expect(read.records == [Self.firstRead, Self.firstRead])
    }

    @Test("A record of an unknown type is read like any other", arguments: [0, 7, 255] as [UInt8])
    func unknownType(type: UInt8) throws {
        let record = PacketBuilder.record(type: type, group: Samples.group)
        let read = try #require(Samples.records(PacketBuilder.reportV3([record, Self.second])))
        #expect(
            read.records == [ReadRecord(type: RecordType(rawValue: type), group: Samples.group), Self.secondRead])
        #expect(read.records.first?.type.name.description == "unknown")
    }

    @Test("Bytes behind the last record are ignored")
    func trailingBytes() throws {
        let read = try #require(Samples.records(PacketBuilder.reportV3([Self.first, [1, 2, 3]], count: 1)))
        #expect(read.records == [Self.firstRead])
        #expect(read.error == nil)
    }

    @Test("A report cut anywhere gives the records before the cut, and says where it ends")
    func truncation() throws {
        let report = PacketBuilder.reportV3([Self.first, Self.second, Self.first])
        #expect(report.count == 8 + 16 + 8 + 16)
        for length in 8..<report.count {
            let read = try #require(Samples.records(Array(report.prefix(length))))
            let (whole, start, announced) = length < 24 ? (0, 8, 16) : length < 32 ? (1, 24, 8) : (2, 32, 16)
            #expect(read.records == Array([Self.firstRead, Self.secondRead].prefix(whole)), "cut to \(length)")
            let available = length - start
            // How long the record is, is known from its first 8 bytes.
            let needed = available < 8 ? 8 : announced
            #expect(
                read.error == WireError(.truncated(needed: needed, available: available), at: start),
                "cut to \(length)")
        }
    }

    @Test("A record that announces too much ends the report, after the good ones")
    func announcedTooMuch() throws {
        func report(sourceCount: UInt16, auxiliaryLength: UInt8) throws -> ([ReadRecord], WireError?) {
            var last = Self.second
            last.replaceSubrange(1..<4, with: [auxiliaryLength] + PacketBuilder.bigEndian(sourceCount))
            let read = try #require(Samples.records(PacketBuilder.reportV3([Self.first, last])))
            return (read.records, read.error)
        }
        #expect(try report(sourceCount: 0, auxiliaryLength: 0) == ([Self.firstRead, Self.secondRead], nil))
        for (sourceCount, auxiliaryLength, needed) in [
            (1, 0, 12), (0, 1, 12), (1, 1, 16), (0xFFFF, 0xFF, 8 + 4 * (65535 + 255)),
        ] as [(UInt16, UInt8, Int)] {
            let (records, error) = try report(sourceCount: sourceCount, auxiliaryLength: auxiliaryLength)
            #expect(records == [Self.firstRead])
            #expect(error == WireError(.truncated(needed: needed, available: 8), at: 24))
        }
    }

    @Test("65535 records announced are no more than their bytes")
    func manyAnnounced() throws {
        let read = try #require(Samples.records(PacketBuilder.reportV3([Self.second, Self.second], count: 65535)))
        #expect(read.records == [Self.secondRead, Self.secondRead])
        #expect(read.error == WireError(.truncated(needed: 8, available: 0), at: 24))
    }

    @Test("A record that could not be read stays unread")
    func errorIsLasting() {
        let report = PacketBuilder.reportV3([Self.second, Self.first.dropLast(4)], count: 3)
        let outcomes: [Bool?] = lend(report) { bytes in
            let message = IGMPMessage(bytes.dropFirst(0))
            guard var records = message.records else { return [] }
            var outcomes: [Bool?] = []
            for _ in 0..<4 {
                do { outcomes.append(try records.next() != nil) } catch { outcomes.append(nil) }
            }
            return outcomes
        }
        #expect(outcomes == [true, nil, nil, nil])
    }
}

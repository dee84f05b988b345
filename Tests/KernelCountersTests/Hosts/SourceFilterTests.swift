import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("A host's source filter")
struct SourceFilterTests {
    private static let sources = (1...4).map { IPv4Address(10, 0, 1, $0) }

    /// The filter after records of the types, each with the numbered sources.
    private func filter(_ records: [(type: UInt8, sources: [Int])]) -> SourceFilter {
        var filter = SourceFilter.nothing
        let report = PacketBuilder.reportV3(
            records.map { record in
                PacketBuilder.record(
                    type: record.type, group: group, sources: record.sources.map { Self.sources[$0] })
            })
        lend(report) { bytes in
            guard var records = IGMPMessage(bytes).records else { return }
            while let record = try? records.next() { #expect(filter.apply(record, limit: 8) == 0) }
        }
        return filter
    }

    @Test("Records set it, add to it and take from it, in either mode")
    func records() {
        let steps: [([(type: UInt8, sources: [Int])], isExclude: Bool, sources: [Int])] = [
            ([], false, []), ([(5, [1, 0])], false, [0, 1]), ([(5, [1, 0]), (6, [1, 2])], false, [0]),
            ([(5, [0]), (6, [0])], false, []), ([(4, [])], true, []), ([(4, [2]), (5, [2])], true, []),
            ([(4, [2]), (6, [1])], true, [1, 2]), ([(4, [2]), (3, [0])], false, [0]), ([(4, []), (3, [])], false, []),
            ([(5, [0]), (1, [1])], false, [0, 1]), ([(4, []), (1, [1])], true, []), ([(4, []), (1, [])], false, []),
            ([(5, [0]), (2, [3])], true, [3]), ([(4, []), (9, [1])], true, []), ([(5, [1, 1, 1])], false, [1]),
        ]
        for (records, isExclude, sources) in steps {
            let filter = filter(records)
            #expect(filter.isExclude == isExclude, "\(records)")
            #expect(filter.sources == sources.map { Self.sources[$0] }, "\(records)")
            #expect(filter.isMember == (isExclude || !sources.isEmpty), "\(records)")
        }
    }

    @Test("No more sources are kept than there is room for, and the others are counted")
    func bounded() {
        var filter = SourceFilter.nothing
        let many = (0..<UInt32(12)).map { IPv4Address(rawValue: 0x0A00_0000 + $0) }
        var lost: [UInt64] = []
        // As many as there is room for, one more, and of all of them those that are known are not lost.
        for count in [7, 8, 9, 12] {
            let record = PacketBuilder.record(type: 5, group: group, sources: Array(many.prefix(count)))
            lend(PacketBuilder.reportV3([record])) { bytes in
                guard var records = IGMPMessage(bytes).records else { return }
                while let record = try? records.next() { lost.append(filter.apply(record, limit: 8)) }
            }
        }
        #expect(lost == [0, 0, 1, 4])
        #expect(filter.sources == Array(many.prefix(8)))
    }
}

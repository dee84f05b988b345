import IGMPWire
import TestSupport
import Testing

@Suite("IGMPMessage")
struct IGMPMessageTests {
    private typealias Samples = IGMPMessageSamples

    private func read<Result>(_ message: [UInt8], _ body: (borrowing IGMPMessage) -> Result) -> Result {
        lend(message) { body(IGMPMessage($0.dropFirst(0))) }
    }

    @Test("A field is there when all of its bytes are", arguments: 0...9)
    func fields(length: Int) {
        let message = Array((PacketBuilder.igmp(type: 0x16, code: 7, group: Samples.group) + [0]).prefix(length))
        #expect(read(message) { $0.type } == (length >= 1 ? .v2MembershipReport : nil))
        #expect(read(message) { $0.code } == (length >= 2 ? 7 : nil))
        #expect(read(message) { $0.group } == (length >= 8 ? Samples.group : nil))
    }

    @Test("A message over a buffer is the one over its bytes")
    func buffer() {
        let message = PacketBuilder.igmp(type: 0x16, group: Samples.group)
        // The array outlives the closure that it is lent to.
        let group = unsafe message.withUnsafeBytes { unsafe IGMPMessage($0).group }
        #expect(group == Samples.group)
    }

    @Test(
        "A query has 8 bytes, or 12 and its sources",
        arguments: [(7, false), (8, true), (9, false), (11, false), (12, false), (19, false), (20, true), (21, true)])
    func query(length: Int, isQuery: Bool) {
        let query = PacketBuilder.queryV3(group: Samples.group, sources: Samples.sources)
        #expect(read(Samples.resized(query, to: length)) { $0.query != nil } == isQuery)
    }

    @Test("A query without sources has 12 bytes")
    func queryWithoutSources() {
        #expect(read(PacketBuilder.queryV3()) { $0.query != nil })
        #expect(!read(Array(PacketBuilder.queryV3().prefix(11))) { $0.query != nil })
    }

    @Test("Only a query is read as one, only a version 3 report has records")
    func otherTypes() {
        for type in 0...255 as ClosedRange<UInt8> {
            let message = PacketBuilder.igmp(type: type, group: Samples.group, rest: [2, 125, 0, 0])
            #expect(read(message) { $0.query != nil } == (type == 0x11))
            #expect(read(message) { $0.records != nil } == (type == 0x22))
        }
    }

    @Test("A report has records from 8 bytes on")
    func shortReport() {
        #expect(read(PacketBuilder.reportV3([])) { $0.records != nil })
        #expect(!read(Array(PacketBuilder.reportV3([]).prefix(7))) { $0.records != nil })
        #expect(!read([]) { $0.records != nil || $0.query != nil })
    }
}

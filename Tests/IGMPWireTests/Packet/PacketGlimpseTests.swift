import IGMPWire
import TestSupport
import Testing

@Suite("PacketGlimpse")
struct PacketGlimpseTests {
    private let source = IPv4Address(10, 0, 0, 7)
    private let group = IPv4Address(239, 1, 1, 1)

    private func report(options: [UInt8] = [0x94, 4, 0, 0]) -> [UInt8] {
        PacketBuilder.ipv4(
            source: source, destination: group, payload: PacketBuilder.igmp(type: 0x16, group: group), options: options)
    }

    @Test("It sees who says what, with options of the header or without", arguments: [0, 1, 10])
    func sight(words: Int) {
        let packet = report(options: Array(repeating: 1, count: 4 * words))
        lend(PacketBuilder.ethernet(payload: packet)) { frame in
            guard let glimpse = PacketGlimpse(frame, linkType: .ethernet) else {
                Issue.record("nothing seen")
                return
            }
            #expect(glimpse.source == source && glimpse.message.group == group)
            #expect(glimpse.message.type == .v2MembershipReport)
        }
    }

    @Test("It sees nothing where another frame is, and never reads past the end")
    func blindness() {
        let frame = PacketBuilder.ethernet(payload: report())
        let isSeen = lend(frame) { PacketGlimpse($0, linkType: .ethernet) != nil }
        #expect(isSeen)
        let isSeenRaw = lend(frame) { PacketGlimpse($0, linkType: .raw) != nil }
        #expect(!isSeenRaw)
        let tagged = PacketBuilder.ethernet(tags: [PacketBuilder.Tag(5)], payload: report())
        let isTaggedSeen = lend(tagged) { PacketGlimpse($0, linkType: .ethernet) != nil }
        #expect(!isTaggedSeen)
        for length in 0..<frame.count {
            let isSeen = lend(Array(frame.prefix(length))) { PacketGlimpse($0, linkType: .ethernet) != nil }
            #expect(!isSeen, "cut to \(length)")
        }
        var random = SeededGenerator(seed: 9)
        for _ in 0..<2000 {
            var hostile = frame
            hostile[14] = UInt8.random(in: 0...255, using: &random)
            hostile = Array(hostile.prefix(Int.random(in: 0...hostile.count, using: &random)))
            _ = lend(hostile) { PacketGlimpse($0, linkType: .ethernet) != nil }
        }
    }
}

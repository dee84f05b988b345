import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("MessageCounts")
struct MessageCountsTests {
    private static let group = IPv4Address(239, 1, 1, 1)

    /// One well-formed message of each kind.
    static let messages: [(kind: MessageKind, bytes: [UInt8])] = [
        (.v1Query, PacketBuilder.igmp(type: 0x11)),
        (.v2GeneralQuery, PacketBuilder.igmp(type: 0x11, code: 100)),
        (.v2GroupQuery, PacketBuilder.igmp(type: 0x11, code: 10, group: group)),
        (.v3GeneralQuery, PacketBuilder.queryV3()),
        (.v3GroupQuery, PacketBuilder.queryV3(group: group)),
        (.v3GroupSourceQuery, PacketBuilder.queryV3(group: group, sources: [IPv4Address(192, 0, 2, 1)])),
        (.v1Report, PacketBuilder.igmp(type: 0x12, group: group)),
        (.v2Report, PacketBuilder.igmp(type: 0x16, group: group)),
        (.v3Report, PacketBuilder.reportV3([])),
        (.leave, PacketBuilder.igmp(type: 0x17, group: group)),
        (.dvmrp, PacketBuilder.igmp(type: 0x13)),
        (.pimV1, PacketBuilder.igmp(type: 0x14)),
        (.mrdAdvertisement, PacketBuilder.igmp(type: 0x30)),
        (.mrdSolicitation, PacketBuilder.checksummed([0x31, 0, 0, 0], at: 2)),
        (.mrdTermination, PacketBuilder.checksummed([0x32, 0, 0, 0], at: 2)),
        (.other, PacketBuilder.igmp(type: 0x99)),
    ]

    @Test("A well-formed message counts once, as what it is", arguments: messages.indices)
    func kinds(place: Int) {
        let (kind, bytes) = Self.messages[place]
        var link = TrackedLink()
        link.hear(bytes, from: IPv4Address(10, 0, 0, 1), to: .allSystems)
        let counts = link.tracker.counts
        #expect(counts.packets == 1)
        #expect(counts[kind] == 1)
        #expect(MessageKind.allCases.reduce(0) { $0 + counts[$1] } == 1)
        #expect(Rejection.allCases.allSatisfy { counts[$0] == 0 })
    }

    /// Messages that nothing may act on, by what is wrong with them.
    static let rejected: [(reason: Rejection, bytes: [UInt8])] = [
        (.tooShort, PacketBuilder.checksummed([0x16, 0, 0, 0, 239, 1, 1], at: 2)),
        (.badChecksum, [0x16, 0, 1, 2, 239, 1, 1, 1]),
        (.badQuery, PacketBuilder.igmp(type: 0x11, code: 100, rest: [0, 0])),
        (.badReport, PacketBuilder.igmp(type: 0x16, group: IPv4Address(10, 1, 1, 1))),
        (.malformed, PacketBuilder.igmp(type: 0x1F)),
    ]

    @Test("A rejected message counts once, for its reason, and changes nothing", arguments: rejected.indices)
    func rejections(place: Int) {
        let (reason, bytes) = Self.rejected[place]
        var link = TrackedLink()
        link.hear(bytes, from: IPv4Address(10, 0, 0, 1), to: .allSystems)
        let counts = link.tracker.counts
        #expect(counts.packets == 1)
        #expect(counts[reason] == 1)
        #expect(Rejection.allCases.reduce(0) { $0 + counts[$1] } == 1)
        #expect(MessageKind.allCases.allSatisfy { counts[$0] == 0 })
        #expect(link.changes().isEmpty)
        #expect(link.tracker.groupCount == 0)
    }

    @Test("Counts are equal when every one of them is")
    func equality() {
        var one = TrackedLink()
        var other = TrackedLink()
        #expect(one.tracker.counts == other.tracker.counts)
        one.query()
        #expect(one.tracker.counts != other.tracker.counts)
        other.query(code: 0)
        #expect(one.tracker.counts != other.tracker.counts)
        one.query(code: 0)
        other.query()
        #expect(one.tracker.counts == other.tracker.counts)
    }
}

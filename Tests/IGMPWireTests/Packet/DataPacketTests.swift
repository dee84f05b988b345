import IGMPWire
import TestSupport
import Testing

@Suite("DataPacket")
struct DataPacketTests {
    private static let source = IPv4Address(10, 0, 0, 50)
    private static let group = IPv4Address(239, 1, 1, 1)

    private func packet(
        to group: IPv4Address = group, protocol number: UInt8 = 17, fragmentField: UInt16 = 0, options: [UInt8] = []
    ) -> [UInt8] {
        PacketBuilder.ipv4(
            source: Self.source, destination: group, payload: Array(repeating: 7, count: 100), protocol: number,
            fragmentField: fragmentField, options: options)
    }

    private func read(
        _ frame: [UInt8], snapshotLength: Int = .max, direction: FrameDirection = .unknown
    ) -> DataPacket? {
        lend(Array(frame.prefix(snapshotLength))) { bytes in
            DataPacket(
                CapturedFrame(
                    bytes: bytes, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 5),
                    linkType: .ethernet, direction: direction))
        }
    }

    @Test("IPv4 to a group is one, of any protocol but IGMP; to a host it is none")
    func which() throws {
        let found = try #require(read(PacketBuilder.ethernet(payload: packet()), direction: .inbound))
        #expect(found.ip.source == Self.source && found.ip.destination == Self.group)
        #expect(found.ip.totalLength == 120 && found.verdict == .good && found.direction == .inbound)
        #expect(found.timestamp == Timestamp(nanoseconds: 5))
        for number in [0, 1, 3, 6, 103, 255] as [UInt8] {
            #expect(read(PacketBuilder.ethernet(payload: packet(protocol: number))) != nil)
        }
        #expect(read(PacketBuilder.ethernet(payload: packet(protocol: 2))) == nil)
        for (group, isGroup) in [
            (IPv4Address(223, 255, 255, 255), false), (IPv4Address(224, 0, 0, 0), true),
            (IPv4Address(239, 255, 255, 255), true), (IPv4Address(240, 0, 0, 0), false), (.broadcast, false),
        ] {
            #expect((read(PacketBuilder.ethernet(payload: packet(to: group))) != nil) == isGroup, "\(group)")
        }
        #expect(read(PacketBuilder.ethernet(type: 0x86DD, payload: packet())) == nil)
    }

    @Test("It is found behind tags, in a frame to one station, and as a fragment")
    func carriers() {
        let tags = [PacketBuilder.Tag(10, protocolIdentifier: 0x88A8), PacketBuilder.Tag(5)]
        #expect(read(PacketBuilder.ethernet(tags: tags, payload: packet()))?.link.vlanTags.count == 2)
        let station = MACAddress(rawValue: 0x0200_0000_0063)
        #expect(read(PacketBuilder.ethernet(destination: station, payload: packet())) != nil)
        let fragment = read(PacketBuilder.ethernet(payload: packet(fragmentField: 0x2000)))
        #expect(fragment?.ip.isFragment == true && fragment?.verdict == .good)
    }

    @Test("A header that a kernel would drop is told as that")
    func badHeaders() {
        var badSum = packet()
        badSum[10] ^= 1
        #expect(read(PacketBuilder.ethernet(payload: badSum))?.verdict == .badIPHeader(.checksum))
        var unset = packet()
        (unset[10], unset[11]) = (0, 0)
        #expect(read(PacketBuilder.ethernet(payload: unset))?.verdict == .badIPHeader(.checksumNotSet))
        let short = Array(packet().prefix(119))
        #expect(
            read(PacketBuilder.ethernet(payload: short))?.verdict
                == .badIPHeader(.shortFrame(needed: 120, available: 119)))
        #expect(read(PacketBuilder.ethernet(payload: packet()))?.verdict == .good)
    }

    @Test(
        "A snapshot length that leaves the header changes nothing, one that cuts it is told, and one that hides the group hides the packet"
    )
    func cut() {
        let frame = PacketBuilder.ethernet(payload: packet(options: [0x94, 4, 0, 0]))
        for (length, verdict) in [
            (14 + 19, nil), (14 + 20, .unverifiable), (14 + 23, .unverifiable), (14 + 24, .good), (14 + 124, .good),
        ] as [(Int, DataPacket.Verdict?)] {
            #expect(read(frame, snapshotLength: length)?.verdict == verdict, "\(length)")
        }
        #expect(read(frame)?.headersLength == 38)
    }

    @Test("A frame cut to its headers is read as the whole one")
    func prefix() {
        let frame = PacketBuilder.ethernet(tags: [PacketBuilder.Tag(5)], payload: packet())
        lend(frame) { bytes in
            let whole = CapturedFrame(
                bytes: bytes, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 5), linkType: .ethernet,
                direction: .outbound, interface: 3, number: 9)
            guard let packet = DataPacket(whole) else { return #expect(Bool(false), "not read") }
            let cut = whole.prefix(packet.headersLength)
            #expect(cut.bytes.count == 38 && cut.originalLength == frame.count)
            #expect(cut.interface == 3 && cut.number == 9)
            #expect(DataPacket(cut) == packet)
            #expect(whole.prefix(-1).bytes.count == 0)
            #expect(whole.prefix(.max).bytes.count == frame.count)
        }
    }
}

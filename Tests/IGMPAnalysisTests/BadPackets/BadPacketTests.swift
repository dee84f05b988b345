import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("A bad packet")
struct BadPacketTests {
    private static let group = WatchedLink.group

    private func kept(_ packet: [UInt8]) throws -> BadPacket {
        var link = WatchedLink()
        link.hear(packet: packet)
        return try #require(link.analyzer.badPackets.inOrder().first)
    }

    private func bytes(_ packet: BadPacket) -> [UInt8] { (0..<packet.byteCount).map { packet.byte(at: $0) } }

    private func packet(_ message: [UInt8], to destination: IPv4Address = group) -> [UInt8] {
        PacketBuilder.ipv4(source: WatchedLink.host, destination: destination, payload: message)
    }

    @Test("It says who sent it and where its fault lies, counted from the IP header")
    func particulars() throws {
        var message = PacketBuilder.igmp(type: 0x16, group: Self.group)
        message[2] ^= 0xFF
        let sent = packet(message)
        // What follows the packet in its frame is not shown.
        let found = try kept(sent + [9, 9, 9])
        #expect(found.source == WatchedLink.host && found.destination == Self.group)
        #expect(found.sourceMAC == WatchedLink.station)
        #expect(found.fault.rejection == .badChecksum)
        #expect(found.offset == 26 && found.length == 32)
        #expect(bytes(found) == sent)
    }

    @Test(
        "A fault in the IP header is where the field is",
        arguments: [
            (0, UInt8(0x66), 0, Rejection.badIPHeader), (10, 0xFF, 10, .badIPHeader), (3, 19, 2, .badIPHeader),
        ])
    func header(place: Int, value: UInt8, offset: Int, reason: Rejection) throws {
        var sent = packet(PacketBuilder.igmp(type: 0x16, group: Self.group))
        sent[place] = value
        if place == 3 { sent = PacketBuilder.checksummed(Array(sent[..<24]), at: 10) + sent[24...] }
        let found = try kept(sent)
        #expect(found.offset == offset && found.fault.rejection == reason)
        #expect(bytes(found) == sent)
    }

    @Test("No more than 128 bytes are kept, of any number", arguments: [0, 1, 7, 8, 9, 95, 96, 97, 1400])
    func limit(extra: Int) throws {
        var random = SeededGenerator(seed: UInt64(extra))
        var message = PacketBuilder.igmp(type: 0x16, group: Self.group, rest: random.bytes(extra))
        message[2] ^= 0xFF
        let sent = packet(message)
        let found = try kept(sent)
        #expect(bytes(found) == Array(sent.prefix(128)))
        #expect(found.length == sent.count)
    }

    @Test("A version 3 report whose records run past its end is one")
    func records() throws {
        let record = PacketBuilder.record(type: 4, group: Self.group)
        var link = WatchedLink()
        link.hear(PacketBuilder.reportV3([record]), from: WatchedLink.host, to: .igmpV3Routers)
        #expect(link.analyzer.badPackets.total == 0)
        let found = try kept(packet(PacketBuilder.reportV3([record], count: 2), to: .igmpV3Routers))
        #expect(found.fault.rejection == .badReport && found.offset == 24 + 16)
    }

    @Test("Of a reassembled datagram the message is kept, and the offset counted in it")
    func reassembled() throws {
        let whole = PacketBuilder.reportV3(
            [PacketBuilder.record(type: 4, group: Self.group), PacketBuilder.record(type: 4, group: Self.group)],
            count: 3)
        var link = WatchedLink()
        for (start, more) in [(0, UInt16(0x2000)), (16, 0)] {
            link.hear(
                packet: PacketBuilder.ipv4(
                    source: WatchedLink.host, destination: .igmpV3Routers,
                    payload: Array(whole[start..<(start == 0 ? 16 : whole.count)]), identification: 7,
                    fragmentField: more | UInt16(start / 8)))
        }
        let found = try #require(link.analyzer.badPackets.inOrder().first)
        #expect(found.isReassembled && found.offset == 24 && found.length == 24)
        #expect(bytes(found) == whole)
    }
}

import IGMPWire
import TestSupport
import Testing

@Suite("Dissector")
struct DissectorTests {
    private typealias Samples = DissectorSamples

    /// The only packet of `frame`.
    private func only(_ frame: [UInt8], as capture: Samples.Capture = .init()) throws -> Samples.Seen {
        let seen = Samples.dissect(frame, as: capture)
        try #require(seen.count == 1)
        return seen[0]
    }

    @Test("A packet has what the capture, the link layer, IPv4 and the message say")
    func fields() throws {
        let frame = Samples.frame(tags: [.init(146)])
        let packet = try only(
            frame,
            as: .init(
                timestamp: Timestamp(nanoseconds: 42), direction: .outbound, interface: 3, number: 99))
        #expect(packet.verdict == .message(.v2Report))
        #expect(packet.payload == Samples.report)
        #expect(packet.payloadLength == 8)
        #expect(packet.timestamp == Timestamp(nanoseconds: 42))
        #expect(packet.number == 99)
        #expect(packet.interface == 3)
        #expect(packet.direction == .outbound)
        #expect(packet.frameLength == frame.count)
        #expect(packet.link.vlanTags.count == 1)
        #expect(packet.link.vlanTags[0] == 146)
        #expect(packet.link.destination == MACAddress(multicast: Samples.group))
        #expect(packet.ip.source == Samples.host)
        #expect(packet.ip.destination == Samples.group)
        #expect(packet.ip.timeToLive == 1)
        #expect(packet.options.hasRouterAlert)
    }

    @Test("The packet is found behind every link layer", arguments: LinkHeaderSamples.wellFormed)
    func linkLayers(sample: LinkHeaderSamples.Sample) throws {
        let packet = try only(sample.frame, as: .init(linkType: sample.type))
        #expect(packet.verdict == .message(.v2Report))
        #expect(packet.link.payloadOffset == sample.headerLength)
        #expect(packet.options == IPv4Options(routerAlertOf: LinkHeaderSamples.packet))
    }

    @Test("The capture's direction goes before the cooked header's")
    func direction() throws {
        let frame = LinkHeaderSamples.cooked(packetType: 4)
        #expect(try only(frame, as: .init(linkType: .linuxSLL)).direction == .outbound)
        #expect(try only(frame, as: .init(linkType: .linuxSLL, direction: .inbound)).direction == .inbound)
        #expect(try only(Samples.frame()).direction == .unknown)
    }

    @Test("A header without options has no Router Alert")
    func noOptions() throws {
        let packet = try only(Samples.frame(options: []))
        #expect(packet.verdict == .message(.v2Report))
        #expect(packet.options == IPv4Options())
        #expect(packet.payload == Samples.report)
    }

    @Test("Padding does not belong to the packet")
    func padding() throws {
        let padding = [UInt8](repeating: 0xEE, count: 14)
        let packet = try only(Samples.frame() + padding)
        #expect(packet.verdict == .message(.v2Report))
        #expect(packet.payload == Samples.report)
        #expect(packet.frameLength == 60)
        // Nor does it fill up what a link layer's length leaves out.
        let pppoe = LinkHeaderSamples.pppoe([0, 0x21] + LinkHeaderSamples.packet, length: 33)
        let cut = try only(PacketBuilder.ethernet(type: 0x8864, payload: pppoe + padding))
        #expect(cut.verdict == .badIPHeader(.shortFrame(needed: 32, available: 31)))
    }

    @Test("Other protocols are left, whatever they carry")
    func otherProtocols() {
        #expect(Samples.dissect(Samples.frame()).count == 1)
        for number in 0...255 as ClosedRange<UInt8> where number != 2 {
            #expect(Samples.dissect(Samples.frame(protocol: number)).isEmpty, "protocol \(number)")
        }
        // An ICMP error quotes the header of the packet that it is about.
        let quoted = [3, 2, 0, 0, 0, 0, 0, 0] + LinkHeaderSamples.packet
        #expect(Samples.dissect(Samples.frame(PacketBuilder.checksummed(quoted, at: 2), protocol: 1)).isEmpty)
        let datagram: [UInt8] = [0x12, 0x34, 0x56, 0x78, 0, 40, 0, 0] + LinkHeaderSamples.packet
        #expect(Samples.dissect(Samples.frame(datagram, protocol: 17)).isEmpty)
    }

    @Test("Frames without IPv4 are left, and those that cannot be read are counted")
    func unreadable() {
        var dissector = Dissector()
        let packet = LinkHeaderSamples.packet
        #expect(Samples.dissect(PacketBuilder.ethernet(type: 0x86DD, payload: packet), by: &dissector).isEmpty)
        #expect(Samples.dissect(PacketBuilder.ethernet(type: 0x0806, payload: packet), by: &dissector).isEmpty)
        #expect(dissector.unreadable == Dissector.Unreadable())
        #expect(Samples.dissect(Array(Samples.frame().prefix(13)), by: &dissector).isEmpty)
        #expect(Samples.dissect([], by: &dissector).isEmpty)
        #expect(dissector.unreadable.damagedLinkHeader == 2)
        #expect(dissector.unreadable.unsupportedLinkType == 0)
        let unknown = Samples.Capture(linkType: LinkType(rawValue: 147))
        #expect(Samples.dissect(Samples.frame(), as: unknown, by: &dissector).isEmpty)
        #expect(dissector.unreadable.unsupportedLinkType == 1)
        #expect(dissector.unreadable.damagedLinkHeader == 2)
    }

    @Test("A message that is rejected is told with its cause and its bytes")
    func rejected() throws {
        var message = Samples.report
        message[7] ^= 1
        let packet = try only(Samples.frame(message))
        let cause = WireError.Reason.badChecksum(sum: naiveInternetSum(message))
        #expect(packet.verdict == .rejected(MessageError(.badChecksum, cause, at: 2)))
        #expect(packet.payload == message)
        let empty = try only(Samples.frame([]))
        #expect(empty.verdict == .rejected(MessageError(.tooShort, .truncated(needed: 8, available: 0), at: 0)))
        #expect(empty.payload.isEmpty)
    }

    @Test("A packet that a kernel drops is told with its fault and what there is of it")
    func badIPHeader() throws {
        var frame = Samples.frame()
        frame[14 + 8] = 64
        let checksum = try only(frame)
        #expect(checksum.verdict == .badIPHeader(.checksum))
        #expect(checksum.payload == Samples.report)
        #expect(checksum.options.hasRouterAlert)
        let options = try only(Samples.frame(options: [0x94, 9, 0, 0]))
        #expect(options.verdict == .badIPHeader(.options))
        #expect(options.options.isMalformed)
        frame = Samples.frame()
        frame[14] = 0x44
        let header = try only(frame)
        #expect(header.verdict == .badIPHeader(.headerLength(16)))
        #expect(header.payload.isEmpty)
        #expect(header.options == IPv4Options())
        frame[14] = 0x66
        #expect(try only(frame).verdict == .badIPHeader(.version(6)))
    }

    @Test("A bad fragment header is a bad header, not a fragment")
    func badFragment() throws {
        var frame = Samples.fragments(of: Samples.longReport, size: 800)[0]
        var dissector = Dissector()
        #expect(Samples.dissect(frame, by: &dissector).map(\.verdict) == [.fragment])
        frame[14 + 8] ^= 1
        #expect(Samples.dissect(frame, by: &dissector).map(\.verdict) == [.badIPHeader(.checksum)])
        #expect(dissector.fragmentCounters.received == 1)
    }

    @Test("A frame cut by the snapshot is unverifiable, one that was short is bad, and nothing traps")
    func truncation() {
        for sample in LinkHeaderSamples.wellFormed {
            let start = sample.headerLength
            for length in 0..<sample.frame.count {
                let cut = Array(sample.frame.prefix(length))
                let snapshot = Samples.dissect(
                    cut, as: .init(linkType: sample.type, originalLength: sample.frame.count))
                let short = Samples.dissect(cut, as: .init(linkType: sample.type))
                let name = "\(sample.testDescription) cut to \(length)"
                // With fewer than 20 bytes of IPv4 nothing says that it is IGMP.
                #expect(snapshot.map(\.verdict) == (length < start + 20 ? [] : [.unverifiable]), "\(name)")
                let fault: IPv4Header.Fault =
                    length < start + 24
                    ? .headerLength(24)
                    : .shortFrame(needed: LinkHeaderSamples.packet.count, available: length - start)
                #expect(short.map(\.verdict) == (length < start + 20 ? [] : [.badIPHeader(fault)]), "\(name)")
                for packet in snapshot + short where length >= start + 24 {
                    #expect(packet.payload == Array(cut[(start + 24)...]), "\(name)")
                    #expect(packet.payloadLength == 8, "\(name)")
                }
            }
        }
    }

    @Test("What the body throws comes out")
    func bodyThrows() {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try lend(Samples.frame()) { (bytes: borrowing Bytes) throws(Stop) in
                let frame = CapturedFrame(
                    bytes: bytes.dropFirst(0), originalLength: bytes.count, timestamp: Timestamp(nanoseconds: 0),
                    linkType: .ethernet)
                var dissector = Dissector()
                try dissector.dissect(frame) { (_: borrowing IGMPPacket) throws(Stop) in throw Stop() }
            }
        }
    }
}

extension IPv4Options {
    /// The options of a whole packet.
    fileprivate init(routerAlertOf packet: [UInt8]) {
        self = lend(packet) { IPv4Options(of: $0, headerLength: Int($0.uint8(at: 0) & 15) * 4) }
    }
}

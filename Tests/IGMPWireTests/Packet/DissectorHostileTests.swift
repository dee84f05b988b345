import IGMPWire
import TestSupport
import Testing

@Suite("Dissector of hostile bytes")
struct DissectorHostileTests {
    private typealias Samples = DissectorSamples

    /// Payloads that reach every part of the message parser.
    private static let payloads: [[UInt8]] = [
        Samples.report,
        PacketBuilder.igmp(type: 0x11),
        PacketBuilder.queryV3(group: Samples.group, sources: IGMPMessageSamples.sources),
        PacketBuilder.reportV3([
            PacketBuilder.record(type: 1, group: Samples.group, sources: IGMPMessageSamples.sources),
            PacketBuilder.record(type: 6, group: Samples.group, auxiliary: [1, 2, 3, 4]),
        ]),
        PacketBuilder.igmp(type: 0x1F, rest: Array(repeating: 7, count: 16)),
        PacketBuilder.igmp(type: 0x40, rest: Array(repeating: 7, count: 8)),
        PacketBuilder.checksummed([0x31, 0, 0, 0], at: 2),
    ]

    /// Reads all that can be read of a packet, and checks what must hold of any.
    private func inspect(_ packet: borrowing IGMPPacket) -> IGMPPacket.Verdict {
        let message = packet.message
        #expect(message.bytes.count <= packet.payloadLength)
        if let query = message.query {
            for index in 0..<query.sourceCount { _ = query.source(at: index) }
            _ = (query.maxResponseTime, query.robustness, query.queryInterval, query.flags)
        }
        if var records = message.records {
            var length = 8
            while let record = try? records.next() {
                for index in 0..<record.sourceCount { _ = record.source(at: index) }
                length += 8 + 4 * record.sourceCount + record.auxiliaryData.count
            }
            #expect(length <= message.bytes.count)
        }
        _ = (MtraceHeader(message), RouterAdvertisement(message), IGAPHeader(message))
        if case .message = packet.verdict { #expect(message.bytes.count == packet.payloadLength) }
        return packet.verdict
    }

    /// `frame` with a few bytes changed, cut, or made longer.
    private func mutated(_ frame: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var frame = frame
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let index = Int.random(in: 0..<frame.count, using: &generator)
            frame[index] =
                [0, 1, 0x7F, 0x80, 0xFF, frame[index] ^ 1, UInt8.random(in: 0...255, using: &generator)]
                .randomElement(using: &generator) ?? 0
        }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: frame = Array(frame.prefix(Int.random(in: 0...frame.count, using: &generator)))
        case 1: frame += generator.bytes(Int.random(in: 0...40, using: &generator))
        default: break
        }
        return frame
    }

    @Test("20000 mutated frames of all link types never trap, and reach every verdict")
    func mutations() {
        var generator = SeededGenerator(seed: 2026)
        var dissector = Dissector(datagramLimit: 4, fragmentLimit: 8)
        var verdicts: [String: Int] = [:]
        for step in 0..<20_000 {
            let sample = LinkHeaderSamples.wellFormed[step % LinkHeaderSamples.wellFormed.count]
            let payload = Self.payloads[step / 7 % Self.payloads.count]
            let link = Array(sample.frame.prefix(sample.headerLength))
            let field: UInt16 = Int.random(in: 0..<8, using: &generator) == 0 ? 0x2000 : 0
            let packet = PacketBuilder.ipv4(
                source: Samples.host, destination: Samples.group, payload: payload, fragmentField: field)
            var frame = mutated(link + packet, using: &generator)
            // No random change hits a right checksum: most packets get it afterwards.
            if Int.random(in: 0..<4, using: &generator) > 0 {
                frame = Samples.repaired(frame, packetOffset: link.count)
            }
            var capture = Samples.Capture(linkType: sample.type, timestamp: .init(nanoseconds: Int64(step)))
            if Int.random(in: 0..<16, using: &generator) == 0 { capture.linkType = LinkType(rawValue: 147) }
            capture.originalLength = max(
                0, frame.count + ([0, 0, 0, 1, 9, 2000, -1, -30].randomElement(using: &generator) ?? 0))
            lend(frame, shiftedBy: step % 8) { bytes in
                let captured = CapturedFrame(
                    bytes: bytes.dropFirst(0), originalLength: capture.originalLength ?? 0,
                    timestamp: capture.timestamp, linkType: capture.linkType)
                dissector.dissect(captured) { packet in
                    let name = String(String(describing: self.inspect(packet)).prefix { $0 != "(" })
                    verdicts[name, default: 0] += 1
                }
            }
        }
        for name in ["message", "badIPHeader", "rejected", "unverifiable", "fragment", "droppedFragment"] {
            #expect(verdicts[name, default: 0] > 50, "\(verdicts)")
        }
        #expect(dissector.unreadable.unsupportedLinkType > 0)
        #expect(dissector.unreadable.damagedLinkHeader > 0)
    }

    @Test("A datagram of fragments cut at random is judged as when it came whole", arguments: 0..<60 as Range<UInt64>)
    func randomFragments(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var message = Array(Samples.longReport.prefix(Int.random(in: 17...600, using: &generator)))
        if seed % 3 > 0 { message = PacketBuilder.checksummed(message, at: 2) }
        let whole = try #require(Samples.dissect(Samples.frame(message)).last)
        var starts = Set([0])
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            starts.insert(8 * Int.random(in: 0...(message.count - 1) / 8, using: &generator))
        }
        let sorted = starts.sorted()
        try #require(sorted.count > 1)
        var dissector = Dissector()
        var seen: [Samples.Seen] = []
        for (start, end) in zip(sorted, sorted.dropFirst() + [message.count]).shuffled(using: &generator) {
            let field = UInt16(start / 8) | (end < message.count ? 0x2000 : 0)
            let packet = PacketBuilder.ipv4(
                source: Samples.host, destination: Samples.group, payload: Array(message[start..<end]),
                fragmentField: field)
            seen += Samples.dissect(PacketBuilder.ethernet(payload: packet), by: &dissector)
        }
        let reassembled = try #require(seen.last)
        #expect(seen.count == sorted.count + 1)
        #expect(reassembled.verdict == whole.verdict)
        #expect(reassembled.payload == message)
    }
}

import IGMPWire
import TestSupport
import Testing

/// What holds for every link layer.
@Suite("LinkHeader")
struct LinkHeaderTests {
    private typealias Samples = LinkHeaderSamples

    @Test("A well-formed frame leads to its packet", arguments: LinkHeaderSamples.wellFormed)
    func wellFormed(sample: LinkHeaderSamples.Sample) {
        let header = Samples.read(sample.frame, sample.type)
        #expect(header.network == .ipv4)
        #expect(header.payloadOffset == sample.headerLength)
        #expect((header.payloadLength ?? Samples.packet.count) == Samples.packet.count)
    }

    @Test("A header cut anywhere is damaged, a packet cut is not", arguments: LinkHeaderSamples.wellFormed)
    func truncation(sample: LinkHeaderSamples.Sample) {
        for length in 0..<sample.headerLength {
            let header = Samples.read(Array(sample.frame.prefix(length)), sample.type)
            #expect(header.network == .damaged, "cut to \(length)")
            #expect(header.payloadOffset <= length)
        }
        for length in sample.headerLength...sample.frame.count {
            let header = Samples.read(Array(sample.frame.prefix(length)), sample.type)
            #expect(header.network == .ipv4, "cut to \(length)")
            #expect(header.payloadOffset == sample.headerLength)
        }
    }

    @Test("No bytes lead past the end of the frame", arguments: LinkHeaderSamples.wellFormed)
    func hostileBytes(sample: LinkHeaderSamples.Sample) {
        var generator = SeededGenerator(seed: UInt64(sample.frame.count))
        for _ in 0..<2000 {
            var frame = Array(sample.frame.prefix(Int.random(in: 0...sample.frame.count, using: &generator)))
            for _ in 0..<Int.random(in: 0...8, using: &generator) where !frame.isEmpty {
                let value: UInt8 =
                    [0, 0xFF, 0x81, 0x88, UInt8.random(in: 0...255, using: &generator)]
                    .randomElement(using: &generator) ?? 0
                frame[Int.random(in: 0..<min(frame.count, 60), using: &generator)] = value
            }
            let header = Samples.read(frame, sample.type)
            #expect(header.payloadOffset >= 0 && header.payloadOffset <= frame.count)
            if header.network == .ipv4 { #expect((header.payloadLength ?? 0) >= 0) }
        }
    }

    @Test("Another link type is named as such, whatever the bytes")
    func unsupported() {
        let frame = PacketBuilder.ethernet(payload: Samples.packet)
        #expect(Samples.read(frame, .ethernet).network == .ipv4)
        #expect(Samples.read(frame, LinkType(rawValue: 147)).network == .unsupportedLinkType)
        #expect(Samples.read([], LinkType(rawValue: 147)).network == .unsupportedLinkType)
    }

    @Test("What certainly has no IGMP is nothing to the dissector")
    func certainlyNoIGMP() {
        var generator = SeededGenerator(seed: 7)
        let types: [UInt16] = [0x0800, 0x0800, 0x86DD, 0x0806, 0x8100, 0x88A8, 0x0040, 0x8864]
        var passed = 0
        for _ in 0..<5000 {
            let packet = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(239, 1, 1, 1), payload: [1, 2, 3, 4],
                protocol: Bool.random(using: &generator) ? 2 : 17)
            let tags = (0..<Int.random(in: 0...2, using: &generator)).map { PacketBuilder.Tag(UInt16($0)) }
            var frame = PacketBuilder.ethernet(
                tags: tags, type: types.randomElement(using: &generator)!, payload: packet)
            frame = Array(frame.prefix(Int.random(in: 0...60, using: &generator)))
            lend(frame) { bytes in
                guard LinkHeader.certainlyHasNoIGMP(bytes) else { return }
                passed += 1
                var dissector = Dissector()
                let captured = CapturedFrame(
                    bytes: bytes, originalLength: 60, timestamp: Timestamp(nanoseconds: 0), linkType: .ethernet)
                dissector.dissect(captured) { _ in Issue.record("a packet was found in \(frame)") }
                #expect(dissector.unreadable == Dissector.Unreadable())
            }
        }
        #expect(passed > 300)
    }

    @Test("Plain IPv4, IPv6 and ARP frames certainly have no IGMP, tagged once or not; a frame of IGMP may")
    func certainty() {
        for tags in [[], [PacketBuilder.Tag(5)]] {
            let other = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(10, 0, 0, 2), payload: [], protocol: 6)
            let igmp = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(239, 1, 1, 1), payload: [])
            for (type, payload, isCertain) in [
                (UInt16(0x0800), other, true), (0x86DD, other, true), (0x0806, other, true), (0x0800, igmp, false),
                (0x88A8, other, false),
            ] {
                lend(PacketBuilder.ethernet(tags: tags, type: type, payload: payload)) { bytes in
                    #expect(LinkHeader.certainlyHasNoIGMP(bytes) == isCertain)
                }
            }
        }
    }

    @Test("A captured frame is read by its own link type and length")
    func capturedFrame() {
        let frame = Samples.radiotap(present: [2], fields: [0x10], frame: Samples.ieee80211() + [1, 2, 3, 4])
        lend(frame) { bytes in
            let captured = CapturedFrame(
                bytes: bytes.slice(from: 0, count: frame.count - 10), originalLength: frame.count,
                timestamp: Timestamp(nanoseconds: 0), linkType: .ieee80211Radiotap)
            let header = LinkHeader(captured)
            #expect(header.network == .ipv4)
            #expect(header.payloadLength == Samples.packet.count)
        }
    }
}

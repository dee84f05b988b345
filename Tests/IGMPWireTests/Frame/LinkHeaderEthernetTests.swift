import TestSupport
import Testing

@testable import IGMPWire

@Suite("LinkHeader of Ethernet")
struct LinkHeaderEthernetTests {
    private typealias Samples = LinkHeaderSamples

    private func read(_ frame: [UInt8]) -> LinkHeader {
        Samples.read(frame, .ethernet)
    }

    private func llc(_ header: [UInt8], length: Int? = nil) -> LinkHeader {
        let payload = header + Samples.packet
        return read(PacketBuilder.ethernet(type: UInt16(length ?? payload.count), payload: payload))
    }

    @Test("An untagged frame has its addresses and nothing else", arguments: 0..<8)
    func untagged(shift: Int) {
        let frame = PacketBuilder.ethernet(source: Samples.host, payload: Samples.packet)
        let header = lend(frame, shiftedBy: shift) { LinkHeader(of: $0, linkType: .ethernet) }
        var expected = LinkHeader(network: .ipv4, payloadOffset: 14)
        expected.destination = MACAddress(multicast: Samples.group)
        expected.source = Samples.host
        #expect(header == expected)
    }

    @Test(
        "The short way for common frames says what the general way says",
        arguments: [0x0800, 0x0806, 0x86DD, 0x8100, 0x88A8, 0x8864, 0x0600, 100] as [UInt16])
    func shortWay(type: UInt16) {
        for tags in [[], [.init(146, priority: 5)], [.init(1), .init(2)]] as [[PacketBuilder.Tag]] {
            let frame = PacketBuilder.ethernet(source: Samples.host, tags: tags, type: type, payload: Samples.packet)
            for length in 0...frame.count {
                let cut = Array(frame.prefix(length))
                let general = lend(cut) { LinkHeader(reading: $0, linkType: .ethernet, wireLength: frame.count) }
                #expect(Samples.read(cut, .ethernet, originalLength: frame.count) == general, "cut to \(length)")
            }
        }
    }

    @Test("Every kind of tag is read, the outermost first", arguments: [0x8100, 0x88A8, 0x9100, 0x9200] as [UInt16])
    func tagKinds(outer: UInt16) {
        let tags: [PacketBuilder.Tag] = [.init(4095, protocolIdentifier: outer, priority: 7), .init(146)]
        let header = read(PacketBuilder.ethernet(source: Samples.host, tags: tags, payload: Samples.packet))
        #expect(header.network == .ipv4)
        #expect(Samples.identifiers(header) == [4095, 146])
        #expect(header.payloadOffset == 22)
        #expect(header.source == Samples.host)
        #expect(header.destination == MACAddress(multicast: Samples.group))
        #expect(header.payloadLength == nil)
    }

    @Test("A priority tag is a tag with the identifier 0")
    func priorityTag() {
        let frame = PacketBuilder.ethernet(tags: [.init(0, priority: 6)], payload: Samples.packet)
        #expect(Samples.identifiers(read(frame)) == [0])
    }

    @Test("As many tags as can be kept are told; a deeper stack is read on")
    func tagCount() {
        let full = (1...UInt16(VLANTags.capacity)).map { PacketBuilder.Tag($0) }
        let header = read(PacketBuilder.ethernet(tags: full, payload: Samples.packet))
        #expect(header.network == .ipv4)
        #expect(Samples.identifiers(header) == Array(1...UInt16(VLANTags.capacity)))
        let more = read(PacketBuilder.ethernet(tags: full + [.init(9), .init(10)], payload: Samples.packet))
        #expect(more.network == .ipv4)
        #expect(Samples.identifiers(more) == Array(1...UInt16(VLANTags.capacity)))
        #expect(more.payloadOffset == header.payloadOffset + 8)
    }

    @Test("Other protocols are other, tagged or not", arguments: [0x0806, 0x86DD, 0x8863, 0x0600] as [UInt16])
    func otherProtocols(type: UInt16) {
        #expect(read(PacketBuilder.ethernet(type: type, payload: Samples.packet)).network == .other)
        #expect(read(PacketBuilder.ethernet(tags: [.init(1)], type: type, payload: Samples.packet)).network == .other)
    }

    @Test("1500 is a length, 1501 is neither length nor protocol")
    func lengthOrType() {
        let padding = [UInt8](repeating: 0, count: 1500)
        let payload = Samples.snap + Samples.packet + padding
        #expect(read(PacketBuilder.ethernet(type: 1500, payload: payload)).network == .ipv4)
        #expect(read(PacketBuilder.ethernet(type: 1501, payload: payload)).network == .other)
        #expect(read(PacketBuilder.ethernet(type: 1535, payload: payload)).network == .other)
    }

    @Test("An 802.3 length bounds the packet, padding is left out")
    func lengthBounds() {
        let payload = Samples.snap + Samples.packet
        let header = read(PacketBuilder.ethernet(type: UInt16(payload.count), payload: payload + [1, 2, 3, 4, 5]))
        #expect(header.network == .ipv4)
        #expect(header.payloadOffset == 22)
        #expect(header.payloadLength == Samples.packet.count)
    }

    @Test("A length that ends inside LLC or SNAP is damage, just behind them it is not", arguments: 0...7)
    func lengthTooShort(length: Int) {
        #expect(llc(Samples.snap, length: 8).network == .ipv4)
        #expect(llc(Samples.snap, length: 8).payloadLength == 0)
        #expect(llc(Samples.snap, length: length).network == .damaged)
    }

    @Test("SNAP carries Ethernet types under 00-00-00 and 00-00-F8 only")
    func organizations() {
        #expect(llc([0xAA, 0xAA, 3, 0, 0, 0, 8, 0]).network == .ipv4)
        #expect(llc([0xAA, 0xAA, 3, 0, 0, 0xF8, 8, 0]).network == .ipv4)
        #expect(llc([0xAA, 0xAA, 3, 0, 0, 0x0C, 8, 0]).network == .other)
        #expect(llc([0xAA, 0xAA, 3, 1, 0, 0, 8, 0]).network == .other)
        #expect(llc([0xAA, 0xAA, 3, 0, 0, 0, 8, 6]).network == .other)
        #expect(llc([0xAA, 0xAA, 0xAF, 0, 0, 0, 8, 0]).network == .other)
    }

    @Test("LLC of spanning tree, and raw IPX, are other")
    func otherLLC() {
        #expect(llc([0x42, 0x42, 3]).network == .other)
        #expect(llc([0xFF, 0xFF, 0]).network == .other)
        #expect(llc([6, 6, 3]).network == .ipv4)
        #expect(llc([6, 7, 3]).network == .other)
    }

    @Test("A type that SNAP gives is never a length")
    func noLengthInSNAP() {
        #expect(llc(Samples.snap).network == .ipv4)
        #expect(llc([0xAA, 0xAA, 3, 0, 0, 0, 0, 36] + Samples.snap).network == .other)
    }

    @Test("A tag inside SNAP counts, and the length outside still bounds the packet")
    func tagInSNAP() {
        let header = llc([0xAA, 0xAA, 3, 0, 0, 0, 0x81, 0, 0, 77, 8, 0])
        #expect(header.network == .ipv4)
        #expect(Samples.identifiers(header) == [77])
        #expect(header.payloadLength == Samples.packet.count)
    }

    @Test("The smaller of two lengths bounds the packet")
    func nestedLengths() {
        let inner = Samples.snap + Samples.packet
        func header(outer: Int, inner length: Int) -> LinkHeader {
            let payload = [0xAA, 0xAA, 3, 0, 0, 0, 0x81, 0, 0, 77] + PacketBuilder.bigEndian(UInt16(length)) + inner
            return read(PacketBuilder.ethernet(type: UInt16(outer), payload: payload))
        }
        #expect(header(outer: 100, inner: 40).payloadLength == 32)
        #expect(header(outer: 50, inner: 1000).payloadLength == 30)
        #expect(header(outer: 19, inner: 1000).network == .damaged)
    }
}

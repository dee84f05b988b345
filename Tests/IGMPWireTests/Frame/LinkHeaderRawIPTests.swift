import IGMPWire
import TestSupport
import Testing

@Suite("LinkHeader of raw IP and BSD loopback")
struct LinkHeaderRawIPTests {
    private typealias Samples = LinkHeaderSamples

    @Test("Raw IP is what its version nibble says", arguments: [.raw, .rawDLT12, .rawDLT14] as [LinkType])
    func raw(type: LinkType) {
        #expect(Samples.read(Samples.packet, type) == LinkHeader(network: .ipv4, payloadOffset: 0))
        for nibble in 0...15 as ClosedRange<UInt8> {
            let network = Samples.read([nibble << 4 | 5] + Samples.packet.dropFirst(), type).network
            #expect(network == (nibble == 4 ? .ipv4 : .other), "version \(nibble)")
        }
        #expect(Samples.read([], type).network == .damaged)
    }

    @Test("Raw IPv4 is IPv4 whatever its version nibble says")
    func rawIPv4() {
        #expect(Samples.read(Samples.packet, .ipv4) == LinkHeader(network: .ipv4, payloadOffset: 0))
        #expect(Samples.read([0x65] + Samples.packet.dropFirst(), .ipv4).network == .ipv4)
        #expect(Samples.read([], .ipv4).network == .damaged)
    }

    @Test("The family of BSD loopback may be in either order, that of OpenBSD is in network order")
    func byteOrders() {
        #expect(Samples.read([0, 0, 0, 2] + Samples.packet, .null).network == .ipv4)
        #expect(Samples.read([2, 0, 0, 0] + Samples.packet, .null).network == .ipv4)
        #expect(Samples.read([0, 0, 0, 2] + Samples.packet, .loop).network == .ipv4)
        #expect(Samples.read([2, 0, 0, 0] + Samples.packet, .loop).network == .other)
    }

    @Test("Other families are other", arguments: [0, 7, 10, 24, 28, 30] as [UInt8])
    func otherFamilies(family: UInt8) {
        #expect(Samples.read([family, 0, 0, 0] + Samples.packet, .null).network == .other)
        #expect(Samples.read([0, 0, 0, family] + Samples.packet, .null).network == .other)
        #expect(Samples.read([0, 0, 0, family] + Samples.packet, .loop).network == .other)
        #expect(Samples.read([0, 0, 2, 0] + Samples.packet, .null).network == .other)
    }
}

import IGMPWire
import TestSupport
import Testing

@Suite("LinkHeader of PPP, PPPoE and Cisco HDLC")
struct LinkHeaderPPPTests {
    private typealias Samples = LinkHeaderSamples

    private func network(_ bytes: [UInt8], _ type: LinkType) -> LinkHeader.Network {
        Samples.read(bytes + Samples.packet, type).network
    }

    @Test("The PPPoE length bounds the packet; Ethernet padding is left out")
    func lengthBounds() {
        let session = Samples.pppoe([0, 0x21] + Samples.packet) + [UInt8](repeating: 0, count: 9)
        let header = Samples.read(PacketBuilder.ethernet(type: 0x8864, payload: session), .ethernet)
        #expect(header.network == .ipv4)
        #expect(header.payloadOffset == 22)
        #expect(header.payloadLength == Samples.packet.count)
    }

    @Test("A PPPoE length that ends inside the PPP header is damage, just behind it is not")
    func lengthTooShort() {
        func header(_ length: Int) -> LinkHeader {
            Samples.read(Samples.pppoe([0, 0x21] + Samples.packet, length: length), .pppEthernet)
        }
        #expect(header(2).network == .ipv4)
        #expect(header(2).payloadLength == 0)
        #expect(header(1).network == .damaged)
        #expect(header(0).network == .damaged)
        #expect(header(0xFFFF).payloadLength == 0xFFFD)
    }

    @Test("Only version 1, type 1, code 0 is session data")
    func sessionData() {
        func network(versionAndType: UInt8 = 0x11, code: UInt8 = 0) -> LinkHeader.Network {
            let frame = Samples.pppoe([0, 0x21] + Samples.packet, versionAndType: versionAndType, code: code)
            return Samples.read(frame, .pppEthernet).network
        }
        #expect(network() == .ipv4)
        #expect(network(code: 0xA7) == .other)
        #expect(network(versionAndType: 0x21) == .other)
        #expect(network(versionAndType: 0x12) == .other)
    }

    @Test("The protocol field is one octet when that is odd, else two")
    func protocolField() {
        #expect(network([0x00, 0x21], .ppp) == .ipv4)
        #expect(network([0x21], .ppp) == .ipv4)
        #expect(network([0xC0, 0x21], .ppp) == .other)
        #expect(network([0x80, 0x21], .ppp) == .other)
        #expect(network([0x57], .ppp) == .other)
        #expect(network([0x00, 0x57], .ppp) == .other)
    }

    @Test("Address and control are FF 03 together, or not there")
    func framing() {
        #expect(network([0xFF, 0x03, 0x00, 0x21], .pppHDLC) == .ipv4)
        #expect(network([0x00, 0x21], .pppHDLC) == .ipv4)
        #expect(network([0xFF, 0x13, 0x00, 0x21], .pppHDLC) == .other)
        #expect(network([0xFF, 0x03, 0xFF, 0x03, 0x00, 0x21], .pppHDLC) == .other)
        #expect(Samples.read([0xFF], .ppp).network == .damaged)
    }

    @Test("Cisco's addresses mean Cisco HDLC on a serial line, but not on plain PPP")
    func ciscoAddresses() {
        #expect(network([0x0F, 0x00, 0x08, 0x00], .pppHDLC) == .ipv4)
        #expect(network([0x0F, 0x00, 0x08, 0x00], .ppp) == .other)
        #expect(network([0x8F, 0x00, 0x80, 0x35], .pppHDLC) == .other)
    }

    @Test("In Cisco HDLC the type alone decides")
    func ciscoHDLC() {
        #expect(network([0x0F, 0x00, 0x08, 0x00], .cHDLC) == .ipv4)
        #expect(network([0x00, 0x00, 0x08, 0x00], .cHDLC) == .ipv4)
        #expect(network([0x0F, 0x00, 0x86, 0xDD], .cHDLC) == .other)
    }
}

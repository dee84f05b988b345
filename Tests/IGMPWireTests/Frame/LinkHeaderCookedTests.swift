import IGMPWire
import TestSupport
import Testing

@Suite("LinkHeader of Linux cooked captures")
struct LinkHeaderCookedTests {
    private typealias Samples = LinkHeaderSamples

    @Test("Version 1 gives source and packet type, and no destination")
    func version1() {
        let header = Samples.read(Samples.cooked(packetType: 2), .linuxSLL)
        var expected = LinkHeader(network: .ipv4, payloadOffset: 16)
        expected.source = Samples.host
        expected.direction = .inbound
        #expect(header == expected)
    }

    @Test("Version 2 gives the interface index too")
    func version2() {
        let header = Samples.read(Samples.cooked2(packetType: 4, interface: 0x0102_0304), .linuxSLL2)
        var expected = LinkHeader(network: .ipv4, payloadOffset: 20)
        expected.source = Samples.host
        expected.direction = .outbound
        expected.interfaceIndex = 0x0102_0304
        #expect(header == expected)
    }

    @Test(
        "0 to 3 came in, 4 went out, of others nothing is known",
        arguments: [
            (0, .inbound), (1, .inbound), (2, .inbound), (3, .inbound), (4, .outbound), (5, .unknown),
            (255, .unknown),
        ] as [(UInt8, FrameDirection)])
    func direction(packetType: UInt8, direction: FrameDirection) {
        #expect(Samples.read(Samples.cooked(packetType: UInt16(packetType)), .linuxSLL).direction == direction)
        #expect(Samples.read(Samples.cooked2(packetType: packetType), .linuxSLL2).direction == direction)
    }

    @Test("In version 1 the packet type has 16 bits")
    func widePacketType() {
        #expect(Samples.read(Samples.cooked(packetType: 0x0104), .linuxSLL).direction == .unknown)
    }

    @Test("An address of another length than 6 is no MAC address", arguments: [0, 5, 7, 8, 20] as [UInt8])
    func addressLength(length: UInt8) {
        let first = Samples.read(Samples.cooked(addressLength: UInt16(length)), .linuxSLL)
        #expect(first.network == .ipv4)
        #expect(first.source == nil)
        let second = Samples.read(Samples.cooked2(addressLength: length), .linuxSLL2)
        #expect(second.network == .ipv4)
        #expect(second.source == nil)
    }

    @Test("Tags follow as a protocol")
    func tags() {
        let payload: [UInt8] = [0x60, 9, 0x81, 0, 0, 146, 8, 0] + Samples.packet
        let first = Samples.read(Samples.cooked(type: 0x88A8, payload: payload), .linuxSLL)
        #expect(first.network == .ipv4)
        #expect(Samples.identifiers(first) == [9, 146])
        let second = Samples.read(Samples.cooked2(type: 0x88A8, payload: payload), .linuxSLL2)
        #expect(second.network == .ipv4)
        #expect(Samples.identifiers(second) == [9, 146])
    }

    @Test("A protocol number below 0x0600 is not a length")
    func notALength() {
        let payload = Samples.snap + Samples.packet
        #expect(Samples.read(Samples.cooked(type: 4, payload: payload), .linuxSLL).network == .ipv4)
        #expect(Samples.read(Samples.cooked(type: 1, payload: payload), .linuxSLL).network == .other)
        #expect(Samples.read(Samples.cooked(type: 36, payload: payload), .linuxSLL).network == .other)
    }

    @Test("Where the device gives the field another meaning, it is not an Ethernet type")
    func devices() {
        #expect(Samples.read(Samples.cooked(device: 778), .linuxSLL).network == .ipv4)
        #expect(Samples.read(Samples.cooked(device: 824), .linuxSLL).network == .other)
        #expect(Samples.read(Samples.cooked(device: 770), .linuxSLL).network == .other)
        #expect(Samples.read(Samples.cooked2(device: 824), .linuxSLL2).network == .other)
        let radio = Samples.radiotap(present: [0], fields: [], frame: Samples.ieee80211(flags: 2))
        let header = Samples.read(Samples.cooked(device: 803, type: 0, payload: radio), .linuxSLL)
        #expect(header.network == .ipv4)
        #expect(header.payloadOffset == 16 + 8 + 24 + 8)
    }
}

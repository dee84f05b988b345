import IGMPWire
import Testing

@Suite("MACAddress")
struct MACAddressTests {
    @Test("Six pairs of lower-case digits")
    func text() {
        #expect(MACAddress(rawValue: 0).description == "00:00:00:00:00:00")
        #expect(MACAddress(rawValue: 0x0123_4567_89AB).description == "01:23:45:67:89:ab")
        #expect(MACAddress(rawValue: 0xFFFF_FFFF_FFFF).description == "ff:ff:ff:ff:ff:ff")
    }

    @Test("The low 23 bits of a group go into the address, the 24th does not")
    func multicast() {
        #expect(MACAddress(multicast: .allSystems).description == "01:00:5e:00:00:01")
        #expect(MACAddress(multicast: IPv4Address(239, 127, 255, 255)).description == "01:00:5e:7f:ff:ff")
        #expect(MACAddress(multicast: IPv4Address(239, 128, 0, 1)).description == "01:00:5e:00:00:01")
    }

    @Test("The group bit is the lowest of the first octet")
    func groupBit() {
        #expect(MACAddress(rawValue: 0x0100_0000_0000).isMulticast)
        #expect(MACAddress(rawValue: 0xFFFF_FFFF_FFFF).isMulticast)
        #expect(!MACAddress(rawValue: 0xFEFF_FFFF_FFFF).isMulticast)
        #expect(!MACAddress(rawValue: 0x0200_0000_0000).isMulticast)
    }

    @Test("Addresses are ordered by octets from the first")
    func order() {
        #expect(MACAddress(rawValue: 0x00FF_FFFF_FFFF) < MACAddress(rawValue: 0x0100_0000_0000))
        #expect(!(MACAddress(rawValue: 2) < MACAddress(rawValue: 2)))
    }
}

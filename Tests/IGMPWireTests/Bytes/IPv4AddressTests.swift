import IGMPWire
import Testing

@Suite("IPv4Address")
struct IPv4AddressTests {
    @Test(
        "Text and number are one another's inverse",
        arguments: [
            ("0.0.0.0", 0), ("10.0.0.1", 0x0A00_0001), ("224.0.0.22", 0xE000_0016),
            ("255.255.255.255", 0xFFFF_FFFF), ("1.20.255.100", 0x0114_FF64),
        ] as [(String, UInt32)])
    func text(text: String, value: UInt32) {
        #expect(IPv4Address(text) == IPv4Address(rawValue: value))
        #expect(IPv4Address(rawValue: value).description == text)
    }

    @Test(
        "What is not four numbers of 0 to 255 is no address",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.+4", "1.2.3.-4",
            "1.2.3.4 ", " 1.2.3.4", "1.2.3.0x4", "1.2.3.0004", "1.2.3.\u{0664}", "a.b.c.d",
        ])
    func notAnAddress(text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test("The classes end where they should")
    func classes() {
        #expect(!IPv4Address(223, 255, 255, 255).isMulticast)
        #expect(IPv4Address(224, 0, 0, 0).isMulticast)
        #expect(IPv4Address(239, 255, 255, 255).isMulticast)
        #expect(!IPv4Address(240, 0, 0, 0).isMulticast)
        #expect(IPv4Address(224, 0, 0, 255).isLocalGroup)
        #expect(!IPv4Address(224, 0, 1, 0).isLocalGroup)
        #expect(!IPv4Address(231, 255, 255, 255).isSourceSpecificGroup)
        #expect(IPv4Address(232, 0, 0, 0).isSourceSpecificGroup)
        #expect(!IPv4Address(233, 0, 0, 0).isSourceSpecificGroup)
        #expect(!IPv4Address(126, 255, 255, 255).isLoopback)
        #expect(IPv4Address(127, 0, 0, 0).isLoopback)
        #expect(!IPv4Address(128, 0, 0, 0).isLoopback)
    }

    @Test("Addresses are ordered as numbers, not as text")
    func order() {
        #expect(IPv4Address(9, 0, 0, 0) < IPv4Address(10, 0, 0, 0))
        #expect(IPv4Address(10, 0, 0, 9) < IPv4Address(10, 0, 0, 10))
        #expect(!(IPv4Address(224, 0, 0, 1) < IPv4Address(10, 0, 0, 1)))
    }

    @Test("The well-known addresses are theirs")
    func wellKnown() {
        #expect(IPv4Address.unspecified.description == "0.0.0.0")
        #expect(IPv4Address.broadcast.description == "255.255.255.255")
        #expect(IPv4Address.allSystems.description == "224.0.0.1")
        #expect(IPv4Address.allRouters.description == "224.0.0.2")
        #expect(IPv4Address.igmpV3Routers.description == "224.0.0.22")
    }
}

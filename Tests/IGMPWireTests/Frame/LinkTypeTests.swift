import IGMPWire
import Testing

@Suite("LinkType")
struct LinkTypeTests {
    @Test(
        "Numbers and names are the registry's",
        arguments: [
            (.null, 0, "NULL"), (.ethernet, 1, "EN10MB"), (.ppp, 9, "PPP"), (.rawDLT12, 12, "RAW"),
            (.rawDLT14, 14, "RAW"), (.pppHDLC, 50, "PPP_SERIAL"), (.pppEthernet, 51, "PPP_ETHER"),
            (.raw, 101, "RAW"), (.cHDLC, 104, "C_HDLC"), (.ieee80211, 105, "IEEE802_11"), (.loop, 108, "LOOP"),
            (.linuxSLL, 113, "LINUX_SLL"), (.ieee80211Radiotap, 127, "IEEE802_11_RADIO"), (.ipv4, 228, "IPV4"),
            (.linuxSLL2, 276, "LINUX_SLL2"), (LinkType(rawValue: 147), 147, "LINKTYPE_147"),
        ] as [(LinkType, UInt16, String)])
    func registry(type: LinkType, number: UInt16, name: String) {
        #expect(type.rawValue == number)
        #expect(type.description == name)
    }

    @Test("Those that are readable are those whose frames are read")
    func readable() {
        let frame = [UInt8](repeating: 0, count: 64)
        let read = (0...UInt16.max).map { LinkType(rawValue: $0) }.filter { type in
            // The array outlives the call.
            unsafe frame.withUnsafeBytes { buffer in
                unsafe LinkHeader(of: Bytes(buffer), linkType: type).network != .unsupportedLinkType
            }
        }
        #expect(read == LinkType.readable.sorted { $0.rawValue < $1.rawValue })
        #expect(read.count > 10)
    }
}

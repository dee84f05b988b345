import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules ethernet_destination and unicast_frame")
struct EthernetDestinationRuleTests {
    private func codes(to destination: IPv4Address, frameTo address: UInt64) -> [String] {
        var link = WatchedLink()
        link.hear(
            PacketBuilder.queryV3(group: WatchedLink.group, code: 10), from: WatchedLink.querier, to: destination,
            frameTo: MACAddress(rawValue: address))
        return link.codes
    }

    @Test("A frame to the group's Ethernet address is right, to another one it is found")
    func addresses() {
        #expect(codes(to: WatchedLink.group, frameTo: 0x0100_5E01_0101) == [])
        #expect(codes(to: WatchedLink.group, frameTo: 0x0100_5E01_0102) == ["ethernet_destination"])
        // The bit that the mapping leaves out.
        #expect(codes(to: WatchedLink.group, frameTo: 0x0100_5E81_0101) == ["ethernet_destination"])
        #expect(codes(to: WatchedLink.group, frameTo: 0xFFFF_FFFF_FFFF) == ["ethernet_destination"])
        #expect(codes(to: WatchedLink.group, frameTo: 0x0200_0000_0009) == ["unicast_frame"])
    }

    @Test("A packet to one host has no group's address")
    func unicast() {
        #expect(codes(to: WatchedLink.host, frameTo: 0x0200_0000_0009) == ["query_destination"])
    }
}

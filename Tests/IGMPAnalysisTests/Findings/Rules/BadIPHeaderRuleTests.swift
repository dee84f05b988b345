import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule bad_ip_header")
struct BadIPHeaderRuleTests {
    @Test("A header that a kernel drops is found, with its fault; one that it takes is not")
    func header() throws {
        var packet = PacketBuilder.ipv4(
            source: WatchedLink.host, destination: WatchedLink.group,
            payload: PacketBuilder.igmp(type: 0x16, group: WatchedLink.group))
        var link = WatchedLink()
        link.hear(packet: packet)
        #expect(link.codes == [])
        packet[10] ^= 1
        link.hear(packet: packet)
        #expect(link.codes == ["bad_ip_header"])
        let finding = try #require(link.findings.first)
        #expect(finding.host == WatchedLink.host && finding.mac == WatchedLink.station)
        #expect(finding.text.contains("bad IP header checksum"))
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule checksum_offload")
struct ChecksumOffloadRuleTests {
    @Test("A header checksum of 0 that should be another is taken for one that is filled in later")
    func zero() {
        var packet = PacketBuilder.ipv4(
            source: WatchedLink.host, destination: WatchedLink.group,
            payload: PacketBuilder.igmp(type: 0x16, group: WatchedLink.group))
        var link = WatchedLink()
        link.hear(packet: packet)
        #expect(link.codes == [])
        packet[10] = 0
        packet[11] = 0
        link.hear(packet: packet)
        #expect(link.codes == ["checksum_offload"])
        packet[11] = 1
        link.hear(packet: packet)
        #expect(link.codes == ["bad_ip_header", "checksum_offload"])
    }

    @Test("A checksum that rightly is 0 is no fault")
    func rightlyZero() throws {
        // One identification makes it so.
        for identification in UInt16.min ... .max {
            let packet = PacketBuilder.ipv4(
                source: WatchedLink.host, destination: WatchedLink.group,
                payload: PacketBuilder.igmp(type: 0x16, group: WatchedLink.group), identification: identification)
            guard packet[10] == 0, packet[11] == 0 else { continue }
            var link = WatchedLink()
            link.hear(packet: packet)
            #expect(link.codes == [])
            return
        }
        Issue.record("no identification makes the checksum 0")
    }
}

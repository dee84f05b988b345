import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule bad_checksum")
struct BadChecksumRuleTests {
    @Test("A wrong checksum is found by its sender, and nothing else is said of the message")
    func checksum() {
        var message = PacketBuilder.igmp(type: 0x16, group: WatchedLink.group)
        var link = WatchedLink()
        link.hear(message, from: WatchedLink.host, to: WatchedLink.group)
        #expect(link.codes == [])
        message[3] ^= 1
        link.hear(message, from: WatchedLink.host, to: WatchedLink.group, timeToLive: 64)
        #expect(link.codes == ["bad_checksum"])
        #expect(link.findings.map(\.host) == [WatchedLink.host])
    }
}

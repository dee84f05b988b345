import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule message_too_short")
struct MessageTooShortRuleTests {
    private func codes(_ message: [UInt8]) -> [String] {
        var link = WatchedLink()
        link.hear(PacketBuilder.checksummed(message, at: 2), from: WatchedLink.host, to: .allRouters)
        return link.codes
    }

    @Test("A message of 7 bytes is found, one of 8 is not")
    func shortest() {
        let leave = PacketBuilder.igmp(type: 0x17, group: WatchedLink.group)
        #expect(codes(leave) == [])
        #expect(codes(Array(leave.dropLast())) == ["message_too_short"])
    }

    @Test("Of messages of several lengths the last one's is told")
    func lengths() {
        var link = WatchedLink()
        let leave = PacketBuilder.igmp(type: 0x17, group: WatchedLink.group)
        for length in [7, 4] {
            let message = PacketBuilder.checksummed(Array(leave.prefix(length)), at: 2)
            link.hear(message, from: WatchedLink.host, to: .allRouters)
        }
        #expect(link.findings.map(\.count) == [2])
        #expect(
            link.findings[0].text.contains("sends messages too short for what they claim to be, the last of 4 bytes:"))
    }

    @Test("So is a traceroute query of 23 bytes, which needs 24")
    func traceroute() {
        let query = [0x1F, 32, 0, 0] + [UInt8](repeating: 1, count: 20)
        #expect(codes(query) == [])
        #expect(codes(query.dropLast()) == ["message_too_short"])
    }
}

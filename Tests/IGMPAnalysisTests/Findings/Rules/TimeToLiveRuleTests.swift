import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule ttl")
struct TimeToLiveRuleTests {
    @Test("A TTL other than 1 is found in membership messages and router discovery, and only there")
    func timeToLive() {
        let trace = [0x1F, 32, 0, 0] + [UInt8](repeating: 1, count: 20)
        let messages: [(bytes: [UInt8], destination: IPv4Address, applies: Bool)] = [
            (PacketBuilder.igmp(type: 0x16, group: WatchedLink.group), WatchedLink.group, true),
            (PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: WatchedLink.group)]), .igmpV3Routers, true),
            (PacketBuilder.queryV3(), .allSystems, true),
            (PacketBuilder.igmp(type: 0x30, code: 20), IPv4Address(224, 0, 0, 106), true),
            (PacketBuilder.checksummed(trace, at: 2), .allRouters, false),
            (PacketBuilder.igmp(type: 0x13, code: 1), IPv4Address(224, 0, 0, 4), false),
        ]
        for message in messages {
            for (timeToLive, isRight) in [(UInt8(1), true), (0, false), (2, false), (255, false)] {
                var link = WatchedLink()
                link.hear(message.bytes, from: WatchedLink.host, to: message.destination, timeToLive: timeToLive)
                #expect(link.codes == (isRight || !message.applies ? [] : ["ttl"]))
                #expect(link.findings.allSatisfy { $0.text.contains("TTL of \(timeToLive) ") })
            }
        }
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules no_router_alert and no_router_alert_v2")
struct RouterAlertRuleTests {
    private func codes(_ message: [UInt8], to destination: IPv4Address, options: [UInt8]) -> [String] {
        var link = WatchedLink()
        link.hear(message, from: WatchedLink.host, to: destination, options: options)
        return link.codes
    }

    @Test("What must carry it is found without it; version 2 reports and leaves are found as less")
    func option() {
        let group = WatchedLink.group
        let messages: [(bytes: [UInt8], destination: IPv4Address, code: String)] = [
            (PacketBuilder.queryV3(), .allSystems, "no_router_alert"),
            (PacketBuilder.igmp(type: 0x11, code: 100), .allSystems, "no_router_alert"),
            (PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)]), .igmpV3Routers, "no_router_alert"),
            (PacketBuilder.igmp(type: 0x30, code: 20), IPv4Address(224, 0, 0, 106), "no_router_alert"),
            (PacketBuilder.igmp(type: 0x16, group: group), group, "no_router_alert_v2"),
            (PacketBuilder.igmp(type: 0x17, group: group), .allRouters, "no_router_alert_v2"),
        ]
        for message in messages {
            #expect(codes(message.bytes, to: message.destination, options: WatchedLink.routerAlert) == [])
            #expect(codes(message.bytes, to: message.destination, options: []) == [message.code])
            // Another option is not it.
            #expect(codes(message.bytes, to: message.destination, options: [1, 1, 1, 0]) == [message.code])
        }
    }

    @Test("DVMRP need not carry it")
    func otherMessages() {
        #expect(
            codes(PacketBuilder.igmp(type: 0x13, code: 1), to: IPv4Address(224, 0, 0, 4), options: []) == [])
    }
}

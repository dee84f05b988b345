import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule not_a_group")
struct NotAGroupRuleTests {
    private static let unicast = IPv4Address(223, 255, 255, 255)
    private static let lowest = IPv4Address(224, 0, 1, 0)

    @Test("A report, a leave, a record and a query for what is no group are found, for a group they are not")
    func groups() {
        for (group, codes) in [(Self.lowest, [String]()), (Self.unicast, ["not_a_group"])] {
            for message in [
                PacketBuilder.igmp(type: 0x16, group: group), PacketBuilder.igmp(type: 0x17, group: group),
                PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)]),
                PacketBuilder.queryV3(group: group, code: 10),
            ] {
                var link = WatchedLink()
                let destination: IPv4Address =
                    message[0] == 0x22 ? .igmpV3Routers : message[0] == 0x17 ? .allRouters : Self.lowest
                link.hear(message, from: WatchedLink.host, to: destination)
                #expect(link.codes == codes)
                #expect(link.findings.allSatisfy { $0.text.contains("223.255.255.255") })
            }
        }
    }
}

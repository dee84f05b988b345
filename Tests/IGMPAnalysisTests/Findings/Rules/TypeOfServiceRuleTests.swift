import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule tos")
struct TypeOfServiceRuleTests {
    @Test("Version 3 messages with another type of service than 0xc0 are found, of version 2 they are not")
    func typeOfService() {
        for (value, isRight) in [(UInt8(0xC0), true), (0, false), (0xC1, false), (0xC8, false)] {
            var link = WatchedLink()
            link.hear(
                PacketBuilder.igmp(type: 0x16, group: WatchedLink.group), from: WatchedLink.host,
                to: WatchedLink.group, typeOfService: value)
            #expect(link.codes == [])
            link.hear(PacketBuilder.queryV3(), from: WatchedLink.querier, to: .allSystems, typeOfService: value)
            #expect(link.codes == (isRight ? [] : ["tos"]))
        }
    }

    @Test("The message gives the field in two digits")
    func digits() {
        var link = WatchedLink()
        link.hear(PacketBuilder.queryV3(), from: WatchedLink.querier, to: .allSystems, typeOfService: 0)
        #expect(link.findings.map { $0.text.contains("0x00 instead") } == [true])
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule unknown_message_type")
struct UnknownMessageTypeRuleTests {
    @Test("A type that is not assigned is found, one of another protocol than group membership is not")
    func types() {
        for (type, isKnown) in [(UInt8(0x13), true), (0x14, true), (0xFF, true), (0x18, false), (0x23, false)] {
            var link = WatchedLink()
            link.hear(PacketBuilder.igmp(type: type), from: WatchedLink.host, to: .allRouters)
            #expect(link.codes == (isKnown ? [] : ["unknown_message_type"]), "\(type)")
            if !isKnown { #expect(link.findings[0].text.contains("0x" + String(type, radix: 16))) }
        }
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule empty_report")
struct EmptyReportRuleTests {
    @Test("A report without a record is found, one with a record is not")
    func empty() {
        var link = WatchedLink()
        link.record(.changeToExclude)
        #expect(link.codes == [])
        link.hear(PacketBuilder.reportV3([]), from: WatchedLink.host, to: .igmpV3Routers)
        #expect(link.codes == ["empty_report"])
    }
}

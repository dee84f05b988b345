import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule zero_source_query")
struct ZeroSourceQueryRuleTests {
    @Test("A query from 0.0.0.0 is found, one from an address is not, and a report is another matter")
    func source() {
        var link = WatchedLink()
        link.queryV3()
        #expect(link.codes == [])
        link.queryV3(from: .unspecified)
        #expect(link.codes == ["zero_source_query"])
        #expect(link.findings.map(\.mac) == [WatchedLink.station])
    }
}

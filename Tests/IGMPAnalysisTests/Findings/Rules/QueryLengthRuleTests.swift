import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule query_length")
struct QueryLengthRuleTests {
    @Test("A query of 9 to 11 bytes is found, one of 8 or 12 is not", arguments: 8...12)
    func length(count: Int) {
        let query = PacketBuilder.igmp(
            type: 0x11, code: 100, rest: Array([2, 125, 0, 0].prefix(count - 8)))
        var link = WatchedLink()
        link.hear(query, from: WatchedLink.querier, to: .allSystems)
        #expect(link.codes == (9...11 ~= count ? ["query_length"] : []))
        if let finding = link.findings.first { #expect(finding.text.contains("the last of \(count),")) }
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule counts_beyond_data")
struct CountsBeyondDataRuleTests {
    @Test("A report with a record less than it announces is found, one with all of them is not")
    func records() {
        let record = PacketBuilder.record(type: 4, group: WatchedLink.group)
        var link = WatchedLink()
        link.hear(PacketBuilder.reportV3([record, record]), from: WatchedLink.host, to: .igmpV3Routers)
        #expect(link.codes == [])
        link.hear(PacketBuilder.reportV3([record, record], count: 3), from: WatchedLink.host, to: .igmpV3Routers)
        #expect(link.codes == ["counts_beyond_data"])
        #expect(link.findings.allSatisfy { $0.text.contains("reports that announce") })
    }

    @Test("A query with a source less than it announces is found, one with all of them is not")
    func sources() {
        var query = PacketBuilder.queryV3(
            group: WatchedLink.group, code: 10, sources: [IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 2)])
        var link = WatchedLink()
        link.hear(query, from: WatchedLink.querier, to: WatchedLink.group)
        #expect(link.codes == [])
        query[11] = 3
        link.hear(PacketBuilder.checksummed(query, at: 2), from: WatchedLink.querier, to: WatchedLink.group)
        #expect(link.codes == ["counts_beyond_data"])
        #expect(link.findings.allSatisfy { $0.text.contains("queries that announce") })
    }
}

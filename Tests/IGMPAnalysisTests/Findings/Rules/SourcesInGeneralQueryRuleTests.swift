import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule sources_in_general_query")
struct SourcesInGeneralQueryRuleTests {
    @Test("A general query with a source is found, one without and a group's with one are not")
    func sources() {
        let source = [IPv4Address(192, 0, 2, 1)]
        var link = WatchedLink()
        link.hear(PacketBuilder.queryV3(), from: WatchedLink.querier, to: .allSystems)
        link.hear(
            PacketBuilder.queryV3(group: WatchedLink.group, code: 10, sources: source), from: WatchedLink.querier,
            to: WatchedLink.group)
        #expect(link.codes == [])
        link.hear(PacketBuilder.queryV3(sources: source), from: WatchedLink.querier, to: .allSystems)
        #expect(link.codes == ["sources_in_general_query"])
    }
}

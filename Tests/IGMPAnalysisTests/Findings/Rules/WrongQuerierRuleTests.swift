import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule wrong_querier")
struct WrongQuerierRuleTests {
    private static let lower = IPv4Address(10, 0, 0, 1)
    private static let higher = IPv4Address(10, 0, 0, 9)

    @Test("A lower address that queries and then gives way to a higher one is found as the higher one's fault")
    func givingWay() {
        var link = WatchedLink.ofQueriers
        link.queryV3(from: Self.higher)
        link.wait(60)
        link.queryV3(from: Self.lower)
        link.wait(65)
        for _ in 0..<2 {
            link.queryV3(from: Self.higher)
            link.wait(125)
        }
        #expect(link.codes == [])
        link.queryV3(from: Self.higher)
        #expect(link.codes == ["wrong_querier"])
        #expect(link.findings[0].host == Self.higher && link.findings[0].text.contains("10.0.0.1 has fallen silent"))
    }

    @Test("A router that begins when the lower one is gone already has not heard it")
    func lateComer() {
        var link = WatchedLink.ofQueriers
        link.queryV3(from: Self.lower)
        link.wait(60)
        for _ in 0..<4 {
            link.queryV3(from: Self.higher)
            link.wait(100)
        }
        #expect(link.codes == [])
    }
}

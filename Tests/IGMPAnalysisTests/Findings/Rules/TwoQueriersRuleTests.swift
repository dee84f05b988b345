import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule two_queriers")
struct TwoQueriersRuleTests {
    private static let other = IPv4Address(10, 0, 0, 9)

    @Test("The higher address is found at its second query in the hearing of the lower one")
    func alternating() {
        var link = WatchedLink.ofQueriers
        for round in 0..<4 {
            link.queryV3(from: Self.other)
            link.wait(10)
            // The first round is before the lower address was heard.
            #expect(link.codes == (round < 3 ? [] : ["two_queriers"]) || round == 2)
            link.queryV3()
            link.wait(115)
        }
        let found = link.findings(of: .twoQueriers)
        #expect(found.map(\.host) == [Self.other] && found[0].count == 2)
        #expect(found[0].text.contains("beside 10.0.0.1"))
    }

    @Test("One that yields as it should is not, nor one that steps in when the other has gone")
    func yielding() {
        var link = WatchedLink.ofQueriers
        link.queryV3(from: Self.other)
        link.wait(31)
        link.queryV3()
        link.wait(1)
        // Already on its way.
        link.queryV3(from: Self.other)
        for _ in 0..<3 {
            link.wait(125)
            link.queryV3()
        }
        link.wait(256)
        for _ in 0..<3 {
            link.queryV3(from: Self.other)
            link.wait(125)
        }
        #expect(link.codes == [])
    }

    @Test("0.0.0.0 is no second querier")
    func proxy() {
        var link = WatchedLink.ofQueriers
        for _ in 0..<4 {
            link.queryV3(from: .unspecified)
            link.wait(60)
            link.queryV3()
            link.wait(65)
        }
        #expect(link.codes == ["zero_source_query"])
    }
}

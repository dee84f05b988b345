import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule querier_flapping")
struct QuerierFlappingRuleTests {
    /// Takes turns between two queriers: each change needs the one before to be given up,
    /// or a lower address to come.
    private func changes(_ count: Int, apart seconds: Double) -> [Finding] {
        var link = WatchedLink()
        link.query(from: IPv4Address(10, 0, 0, 200))
        for number in 0..<count {
            link.wait(seconds)
            link.query(from: IPv4Address(10, 0, 0, UInt8(100 - number)))
        }
        return link.findings(of: .querierFlapping)
    }

    @Test("Four changes within an hour are found, three are not, and the first querier is no change")
    func count() {
        #expect(changes(3, apart: 10).count == 0)
        #expect(changes(4, apart: 10).map(\.host) == [IPv4Address(10, 0, 0, 97)])
        #expect(changes(6, apart: 10).map(\.count) == [1, 1, 1])
    }

    @Test("An hour between the first and the fourth is near enough, more is not")
    func span() {
        #expect(changes(4, apart: 1200).count == 1)
        #expect(changes(4, apart: 1200.1).count == 0)
    }

    @Test("The same querier lost and back again is no change")
    func back() {
        var link = WatchedLink()
        for _ in 0..<6 {
            link.query()
            link.wait(256)
        }
        #expect(link.findings(of: .querierFlapping).isEmpty)
    }
}

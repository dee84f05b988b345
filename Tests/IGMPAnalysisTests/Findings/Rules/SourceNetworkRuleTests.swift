import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule source_network")
struct SourceNetworkRuleTests {
    /// Whether a report from `host` is found where `querier` queries.
    private func isFound(_ host: IPv4Address, _ querier: IPv4Address) -> Bool {
        var link = WatchedLink()
        link.query(from: querier)
        link.report(from: host)
        let codes = link.codes
        #expect(codes == [] || codes == ["source_network"])
        return !codes.isEmpty
    }

    @Test("Only what cannot be in one network is found: another block of private addresses, another first octet")
    func blocks() {
        let cases: [(IPv4Address, IPv4Address, Bool)] = [
            (IPv4Address(10, 0, 0, 5), IPv4Address(10, 255, 0, 1), false),
            (IPv4Address(11, 0, 0, 5), IPv4Address(10, 0, 0, 1), true),
            (IPv4Address(192, 168, 9, 5), IPv4Address(192, 168, 0, 1), false),
            (IPv4Address(192, 169, 0, 5), IPv4Address(192, 168, 0, 1), true),
            (IPv4Address(172, 31, 0, 5), IPv4Address(172, 16, 0, 1), false),
            (IPv4Address(172, 32, 0, 5), IPv4Address(172, 16, 0, 1), true),
            (IPv4Address(172, 15, 0, 5), IPv4Address(172, 16, 0, 1), true),
            (IPv4Address(169, 254, 3, 4), IPv4Address(169, 254, 0, 1), false),
            (IPv4Address(169, 254, 3, 4), IPv4Address(10, 0, 0, 1), true),
            (IPv4Address(100, 64, 0, 9), IPv4Address(100, 127, 0, 1), false),
            (IPv4Address(100, 128, 0, 9), IPv4Address(100, 64, 0, 1), true),
            (IPv4Address(203, 0, 113, 9), IPv4Address(203, 9, 0, 1), false),
            (IPv4Address(198, 51, 100, 9), IPv4Address(203, 0, 113, 1), true),
        ]
        for (host, querier, expected) in cases { #expect(isFound(host, querier) == expected, "\(host) \(querier)") }
    }

    @Test("Without a querier nobody can tell, and 0.0.0.0 may always report")
    func others() {
        var link = WatchedLink()
        link.report(from: IPv4Address(192, 168, 0, 5))
        link.report(from: IPv4Address(10, 0, 0, 5))
        #expect(link.codes == [])
        link.query()
        link.report(from: .unspecified)
        #expect(link.codes == ["zero_source_report"])
    }

    @Test("When another querier is elected, its network counts")
    func takeover() {
        var link = WatchedLink()
        link.query(from: IPv4Address(192, 168, 0, 1))
        link.report(from: IPv4Address(192, 168, 0, 5))
        #expect(link.codes == [])
        link.query(from: IPv4Address(10, 0, 0, 1))
        link.report(from: IPv4Address(192, 168, 0, 5))
        #expect(link.findings.map(\.host) == [IPv4Address(192, 168, 0, 5)])
        #expect(link.findings[0].text.contains("the querier's, 10.0.0.1"))
    }
}

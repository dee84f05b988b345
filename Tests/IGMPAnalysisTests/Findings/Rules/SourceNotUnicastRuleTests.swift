import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule source_not_unicast")
struct SourceNotUnicastRuleTests {
    @Test("A multicast, broadcast or loopback source is found, others are not")
    func sources() {
        for (source, isFound) in [
            (IPv4Address(223, 255, 255, 255), false), (IPv4Address(224, 0, 0, 0), true),
            (IPv4Address(239, 255, 255, 255), true), (.broadcast, true), (IPv4Address(126, 255, 255, 255), false),
            (IPv4Address(127, 0, 0, 1), true), (IPv4Address(127, 255, 255, 255), true),
            (IPv4Address(128, 0, 0, 0), false),
        ] {
            var link = WatchedLink()
            link.report(from: source)
            #expect(link.codes == (isFound ? ["source_not_unicast"] : []), "\(source)")
        }
    }
}

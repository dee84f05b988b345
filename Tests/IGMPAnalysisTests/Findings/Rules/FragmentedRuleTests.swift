import IGMPAnalysis
import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("Rule fragmented")
struct FragmentedRuleTests {
    @Test("Every fragment is found by its sender; the datagram that they make is judged as any other")
    func fragments() {
        let report = PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: WatchedLink.group)])
        for isCut in [false, true] {
            var link = WatchedLink()
            let pieces = isCut ? [(0..<8, UInt16(0x2000)), (8..<16, 1)] : [(0..<16, 0)]
            for (piece, field) in pieces {
                link.hear(
                    packet: PacketBuilder.ipv4(
                        source: WatchedLink.host, destination: .igmpV3Routers, payload: Array(report[piece]),
                        identification: 7, fragmentField: field))
            }
            #expect(link.codes == (isCut ? ["fragmented"] : []))
            #expect(link.findings.allSatisfy { $0.count == 2 && $0.host == WatchedLink.host })
            #expect(link.analyzer.links[0].state.tracker.groupCount == 1)
        }
    }
}

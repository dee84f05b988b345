import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule auxiliary_data")
struct AuxiliaryDataRuleTests {
    @Test("A record with auxiliary data is found, one without is not")
    func auxiliary() {
        for (data, codes) in [([UInt8](), [String]()), ([1, 2, 3, 4], ["auxiliary_data"])] {
            var link = WatchedLink()
            let record = PacketBuilder.record(type: 4, group: WatchedLink.group, auxiliary: data)
            link.hear(PacketBuilder.reportV3([record]), from: WatchedLink.host, to: .igmpV3Routers)
            #expect(link.codes == codes)
        }
    }
}

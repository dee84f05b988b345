import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule zero_source_report")
struct ZeroSourceReportRuleTests {
    @Test("A report or leave from 0.0.0.0 is found, one from an address is not")
    func source() {
        for source in [WatchedLink.host, .unspecified] {
            var link = WatchedLink()
            link.report(from: source)
            link.record(.changeToExclude, from: source)
            link.leave(from: source)
            let found = link.findings(of: .zeroSourceReport)
            #expect(found.map(\.count) == (source == .unspecified ? [3] : []))
        }
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule all_systems_reported")
struct AllSystemsReportedRuleTests {
    @Test("Every word about 224.0.0.1 is found by its sender, about 224.0.0.2 it is not")
    func groups() {
        for (group, isFound) in [(IPv4Address.allSystems, true), (.allRouters, false)] {
            var link = WatchedLink()
            link.report(group)
            link.record(.changeToExclude, group)
            link.leave(group)
            let found = link.findings(of: .allSystemsReported)
            #expect(found.map(\.host) == (isFound ? [WatchedLink.host] : []))
            #expect(found.allSatisfy { $0.count == 3 })
            #expect(link.findings(of: .linkLocalGroup).isEmpty == isFound)
        }
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule link_local_group")
struct LinkLocalGroupRuleTests {
    @Test("A report for a group in 224.0.0.0/24 is found once for the group, beyond it is not")
    func groups() {
        for (group, isFound) in [
            (IPv4Address(224, 0, 0, 2), true), (IPv4Address(224, 0, 0, 255), true), (IPv4Address(224, 0, 1, 0), false),
        ] {
            var link = WatchedLink()
            link.report(group, from: WatchedLink.host)
            link.record(.changeToExclude, group, from: IPv4Address(10, 0, 0, 6))
            let found = link.findings(of: .linkLocalGroup)
            #expect(found.map(\.group) == (isFound ? [group] : []))
            #expect(found.allSatisfy { $0.host == nil && $0.count == 2 })
        }
    }

    @Test("A leave of such a group is no report of it")
    func leaves() {
        var link = WatchedLink()
        link.leave(IPv4Address(224, 0, 0, 251))
        #expect(link.codes == [])
    }
}

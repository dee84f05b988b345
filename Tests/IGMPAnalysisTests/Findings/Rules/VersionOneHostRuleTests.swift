import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules v1_host and v2_host")
struct VersionOneHostRuleTests {
    private static let sourceSpecific = IPv4Address(232, 1, 1, 1)

    @Test("A version 1 report is found, unless a router asked in version 1 within 400 s")
    func versionOne() {
        var link = WatchedLink()
        link.report(version: 1)
        #expect(link.findings(of: .versionOneHost).map(\.group) == [WatchedLink.group])
        for (wait, isFound) in [(399.9, false), (400, true)] {
            var asked = WatchedLink()
            asked.query(code: 0)
            asked.wait(wait)
            asked.report(version: 1)
            #expect(asked.findings(of: .versionOneHost).count == (isFound ? 1 : 0))
        }
    }

    @Test("A version 2 report is found where the querier is of version 3, and only there")
    func versionTwo() {
        for (version, isFound) in [(0, false), (2, false), (3, true)] {
            var link = WatchedLink()
            if version == 2 { link.query() }
            if version == 3 { link.queryV3() }
            link.wait(1)
            link.report()
            #expect(link.codes == (isFound ? ["v2_host"] : []))
            #expect(link.findings.allSatisfy { $0.host == WatchedLink.host && $0.group == WatchedLink.group })
        }
    }

    @Test("Nor where a version 2 querier was heard within 400 s")
    func formerQuerier() {
        for (wait, isFound) in [(274.0, false), (275, true)] {
            var link = WatchedLink()
            link.query()
            for seconds in [1, 124, wait - 0.01] {
                link.wait(seconds)
                link.queryV3()
            }
            link.wait(0.01)
            link.report()
            #expect(link.findings(of: .versionTwoHost).count == (isFound ? 1 : 0))
        }
    }

    @Test("Groups for which routers keep no version are left out")
    func otherGroups() {
        for group in [IPv4Address(224, 0, 0, 251), Self.sourceSpecific] {
            var link = WatchedLink()
            link.queryV3()
            link.report(group)
            link.report(version: 1, group)
            #expect(link.findings(of: .versionOneHost).isEmpty && link.findings(of: .versionTwoHost).isEmpty)
        }
    }
}

import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules ssm_exclude and ssm_older_report")
struct SourceSpecificExcludeRuleTests {
    private static let ranges = [
        (IPv4Address(231, 255, 255, 255), false), (IPv4Address(232, 0, 0, 0), true),
        (IPv4Address(232, 255, 255, 255), true), (IPv4Address(233, 0, 0, 0), false),
    ]

    @Test("EXCLUDE records in 232.0.0.0/8 are found, others there and those elsewhere are not")
    func exclude() {
        for (group, isSourceSpecific) in Self.ranges {
            for type: UInt8 in 1...6 {
                var link = WatchedLink()
                link.record(RecordType(rawValue: type), group, [IPv4Address(192, 0, 2, 1)])
                let isFound = isSourceSpecific && (type == 2 || type == 4)
                let found = link.findings(of: .sourceSpecificExclude)
                #expect(found.map(\.group) == (isFound ? [group] : []), "\(group) \(type)")
                #expect(found.allSatisfy { $0.host == WatchedLink.host })
            }
        }
    }

    @Test("Reports of version 1 and 2 in 232.0.0.0/8 are found, leaves are not")
    func older() {
        for (group, isSourceSpecific) in Self.ranges {
            for version in 1...2 {
                var link = WatchedLink()
                link.report(version: version, group)
                link.leave(group)
                let found = link.findings(of: .sourceSpecificOlderReport)
                #expect(found.map(\.group) == (isSourceSpecific ? [group] : []))
                #expect(found.allSatisfy { $0.count == 1 && $0.text.contains("in version \(version),") })
            }
        }
    }
}

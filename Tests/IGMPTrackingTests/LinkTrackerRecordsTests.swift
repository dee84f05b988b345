import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: version 3 records")
struct LinkTrackerRecordsTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 11)
    private let second = IPv4Address(10, 0, 0, 12)
    private let a = IPv4Address(192, 0, 2, 1)
    private let b = IPv4Address(192, 0, 2, 2)
    private let c = IPv4Address(192, 0, 2, 3)

    /// One record after others: what the host then holds, nil for no membership.
    struct Case: Sendable, CustomTestStringConvertible {
        let records: [(type: RecordType, sources: [UInt8])]
        let mode: FilterMode?
        let sources: [UInt8]

        var testDescription: String { records.map { "\($0.type.name)\($0.sources)" }.joined(separator: " ") }
    }

    static let cases = [
        Case(records: [(.modeIsExclude, [])], mode: .exclude, sources: []),
        Case(records: [(.changeToExclude, [2, 1])], mode: .exclude, sources: [1, 2]),
        Case(records: [(.modeIsInclude, [3, 1, 3, 1])], mode: .include, sources: [1, 3]),
        Case(records: [(.changeToInclude, [1])], mode: .include, sources: [1]),
        Case(records: [(.modeIsInclude, [])], mode: nil, sources: []),
        Case(records: [(.changeToInclude, [])], mode: nil, sources: []),
        Case(records: [(.blockOldSources, [1])], mode: nil, sources: []),
        Case(records: [(.blockOldSources, [])], mode: nil, sources: []),
        Case(records: [(.allowNewSources, [1])], mode: .include, sources: [1]),
        Case(records: [(.allowNewSources, [])], mode: nil, sources: []),
        Case(records: [(.modeIsInclude, [1]), (.allowNewSources, [])], mode: .include, sources: [1]),
        Case(records: [(.modeIsInclude, [2]), (.allowNewSources, [3, 1, 2])], mode: .include, sources: [1, 2, 3]),
        Case(records: [(.modeIsInclude, [1, 2, 3]), (.blockOldSources, [2, 9])], mode: .include, sources: [1, 3]),
        Case(records: [(.modeIsExclude, [1, 2]), (.allowNewSources, [2, 3])], mode: .exclude, sources: [1]),
        Case(records: [(.modeIsExclude, [1]), (.allowNewSources, [1])], mode: .exclude, sources: []),
        Case(records: [(.modeIsExclude, [1]), (.blockOldSources, [3, 2])], mode: .exclude, sources: [1, 2, 3]),
        Case(records: [(.modeIsExclude, [1]), (.changeToInclude, [2])], mode: .include, sources: [2]),
        Case(records: [(.modeIsInclude, [1]), (.changeToExclude, [2])], mode: .exclude, sources: [2]),
    ]

    @Test("A member holds the mode and sources that its records say", arguments: cases)
    func hostView(expected: Case) {
        var link = TrackedLink()
        for record in expected.records {
            link.record(record.type, group, record.sources.map { IPv4Address(192, 0, 2, $0) }, from: host)
        }
        let member = link.member(host, of: group)
        #expect(member?.mode == expected.mode)
        #expect(member?.sources.map { UInt8($0.rawValue & 255) } ?? [] == expected.sources)
        if expected.mode == nil {
            #expect(link.tracker.membershipCount == 0)
            #expect(link.tracker.groupCount == 0)
            #expect(link.changes().isEmpty)
        } else {
            #expect(member?.state == .reporting)
            #expect(
                link.changes() == [
                    .groupCreated(group), .memberJoined(group: group, host: host, version: 3),
                ])
        }
    }

    @Test("A query that a version 3 member must answer is open until it reports")
    func pending() {
        var link = TrackedLink()
        for reporter in [host, second] { link.record(.modeIsExclude, group, from: reporter) }
        link.advance(.seconds(1))
        link.queryV3()
        #expect(link.state(host, of: group) == .queryPending)
        link.advance(.seconds(1))
        // Version 3 members do not answer for each other.
        link.record(.modeIsExclude, group, from: second)
        #expect(link.state(host, of: group) == .queryPending)
        #expect(link.state(second, of: group) == .reporting)
        link.record(.modeIsExclude, group, from: host)
        #expect(link.state(host, of: group) == .reporting)
    }

    @Test("A member that has left is leaving until its record has been seen as often as the robustness says")
    func leavingByCopies() {
        var link = TrackedLink()
        link.queryV3(robustness: 3)
        link.record(.modeIsExclude, group, from: host)
        _ = link.changes()
        link.record(.changeToInclude, group, from: host)
        #expect(link.state(host, of: group) == .leaving)
        #expect(link.group(group)?.group.memberCount == 1)
        #expect(link.changes() == [.memberLeft(group: group, host: host, reason: .toIncludeEmpty)])
        link.advance(.milliseconds(500))
        link.record(.changeToInclude, group, from: host)
        #expect(link.state(host, of: group) == .leaving)
        link.record(.changeToInclude, group, from: host)
        #expect(link.state(host, of: group) == nil)
        #expect(link.tracker.membershipCount == 0)
        #expect(link.changes().isEmpty)
    }

    @Test("A member that has left is leaving for a second less than the robustness, and not longer", arguments: 1...7)
    func leavingByTime(robustness: Int) {
        var link = TrackedLink()
        link.queryV3(robustness: UInt8(robustness))
        link.record(.allowNewSources, group, [a], from: host)
        _ = link.changes()
        link.record(.blockOldSources, group, [a], from: host)
        #expect(link.changes() == [.memberLeft(group: group, host: host, reason: .block)])
        if robustness > 1 {
            link.advance(.milliseconds(1_000 * (robustness - 1) - 1))
            #expect(link.state(host, of: group) == .leaving)
            link.advance(.milliseconds(1))
        }
        #expect(link.state(host, of: group) == nil)
        link.advance(.seconds(20))
        #expect(link.tracker.membershipCount == 0)
        #expect(link.changes().isEmpty)
    }

    @Test("Members that join and leave again and again, in each other's places, are gone when their time is over")
    func leavingAgain() {
        var link = TrackedLink()
        link.queryV3(robustness: 2)
        var random = SeededGenerator(seed: 1)
        for step in 0..<5_000 {
            let host = IPv4Address(10, 0, 1, UInt8.random(in: 0..<8, using: &random))
            link.record(Bool.random(using: &random) ? .modeIsExclude : .changeToInclude, group, from: host)
            link.advance(.milliseconds(20))
            // Fifty come in a second, and none waits for longer than two.
            #expect(link.tracker.leavingMembers.count <= 100, "step \(step)")
        }
        for host in UInt8(0)..<8 { link.record(.changeToInclude, group, from: IPv4Address(10, 0, 1, host)) }
        link.advance(.seconds(2))
        #expect(link.tracker.membershipCount == 0)
        #expect(link.tracker.leavingMembers.count == 0)
    }

    @Test("A member that is leaving comes back as a new one, by a report of any version", arguments: [1, 2, 3])
    func back(version: Int) {
        var link = TrackedLink()
        link.record(.modeIsInclude, group, [a], from: host)
        link.record(.changeToInclude, group, from: host)
        _ = link.changes()
        link.advance(.milliseconds(300))
        if version == 3 {
            link.record(.allowNewSources, group, [b], from: host)
        } else {
            link.report(version: version, group, from: host)
        }
        let member = link.member(host, of: group)
        #expect(member?.version == version)
        #expect(member?.state == (version == 3 ? .reporting : .delaying))
        #expect(member?.sources == (version == 3 ? [b] : []))
        #expect(member?.joinedAt == TrackedLink.start.advanced(by: .milliseconds(300)))
        #expect(link.changes() == [.memberJoined(group: group, host: host, version: version)])
        link.advance(.seconds(30))
        #expect(link.group(group)?.group.memberCount == 1)
    }

    @Test("A host that goes from version 3 to 2 and back keeps its membership")
    func mixedVersions() {
        var link = TrackedLink()
        link.record(.modeIsInclude, group, [a], from: host)
        _ = link.changes()
        link.report(group, from: host)
        #expect(link.member(host, of: group)?.version == 2)
        #expect(link.member(host, of: group)?.sources == [])
        #expect(link.member(host, of: group)?.mode == .exclude)
        link.report(group, from: second)
        #expect(link.state(host, of: group) == .lazy)
        link.record(.modeIsInclude, group, [b], from: host)
        #expect(link.member(host, of: group)?.version == 3)
        #expect(link.member(host, of: group)?.sources == [b])
        #expect(link.state(host, of: group) == .reporting)
        #expect(link.state(second, of: group) == .delaying)
        #expect(link.changes() == [.memberJoined(group: group, host: second, version: 2)])
    }

    @Test("While an older host is present BLOCK does nothing to the router's view, and TO_EX loses its sources")
    func olderHostPresent() {
        var link = TrackedLink()
        link.report(group, from: host)
        link.record(.changeToExclude, group, [a], from: second)
        #expect(link.group(group)?.group.sources.isEmpty == true)
        #expect(link.member(second, of: group)?.sources == [a])
        link.record(.blockOldSources, group, [b], from: second)
        #expect(link.group(group)?.group.sources.isEmpty == true)
        link.record(.modeIsExclude, group, [c], from: second)
        #expect(link.group(group)?.group.sources.map(\.source) == [c])
    }

    @Test("While a version 1 host is present TO_IN is ignored too, while a version 2 host is present it is not")
    func versionOneHostPresent() {
        for version in [1, 2] {
            var link = TrackedLink()
            link.report(version: version, group, from: host)
            link.record(.changeToInclude, group, [a], from: second)
            #expect(link.group(group)?.group.sources.map(\.source) == (version == 1 ? [] : [a]))
            #expect(link.member(second, of: group)?.sources == [a])
        }
    }

    @Test("In 232/8 EXCLUDE mode means nothing to a router, INCLUDE mode does")
    func sourceSpecific() {
        var link = TrackedLink()
        let specific = IPv4Address(232, 1, 1, 1)
        link.record(.modeIsExclude, specific, from: host)
        link.record(.changeToExclude, specific, [a], from: host)
        #expect(link.group(specific)?.group.isForwarding == false)
        #expect(link.member(host, of: specific)?.mode == .exclude)
        link.record(.allowNewSources, specific, [b], from: second)
        #expect(link.group(specific)?.group.mode == .include)
        #expect(link.group(specific)?.group.sources.map(\.source) == [b])
    }

    @Test("The records before a damaged one count, and the report is a bad one")
    func damaged() {
        var link = TrackedLink()
        let good = PacketBuilder.record(type: RecordType.modeIsExclude.rawValue, group: group)
        link.hear(PacketBuilder.reportV3([good], count: 2), from: host, to: .igmpV3Routers)
        #expect(link.tracker.counts[.badReport] == 1)
        #expect(link.tracker.counts[.v3Report] == 0)
        #expect(link.state(host, of: group) == .reporting)
    }

    @Test(
        "Records of unknown types or of what is no group are skipped, the others count",
        arguments: zip(
            [0, 7, 255, 2, 2, 2] as [UInt8],
            [
                IPv4Address(239, 1, 1, 1), IPv4Address(239, 1, 1, 1), IPv4Address(239, 1, 1, 1),
                IPv4Address(10, 1, 1, 1),
                IPv4Address(0, 0, 0, 0), IPv4Address(240, 0, 0, 1),
            ]))
    func skipped(type: UInt8, address: IPv4Address) {
        var link = TrackedLink()
        let other = IPv4Address(239, 7, 7, 7)
        let records = [(type, address), (2, other)].map { PacketBuilder.record(type: $0.0, group: $0.1) }
        link.hear(PacketBuilder.reportV3(records), from: host, to: .igmpV3Routers)
        #expect(link.tracker.counts[.v3Report] == 1)
        #expect(link.groups().map(\.group.address) == [other])
    }
}

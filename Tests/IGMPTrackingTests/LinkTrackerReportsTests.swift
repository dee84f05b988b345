import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("LinkTracker: reports and leaves of version 1 and 2")
struct LinkTrackerReportsTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let first = IPv4Address(10, 0, 0, 11)
    private let second = IPv4Address(10, 0, 0, 12)
    private let third = IPv4Address(10, 0, 0, 13)

    @Test("A host joins, repeats its report, and another one joining makes it lazy")
    func joins() throws {
        var link = TrackedLink()
        link.report(group, from: first)
        #expect(link.state(first, of: group) == .delaying)
        link.advance(.seconds(3))
        link.report(group, from: first)
        #expect(link.state(first, of: group) == .idle)
        link.advance(.seconds(3))
        link.report(group, from: second)
        let found = link.group(group)
        let seen = try #require(found)
        #expect(seen.members.map(\.host) == [first, second])
        #expect(seen.members.map(\.state) == [.lazy, .delaying])
        #expect(seen.members.map(\.version) == [2, 2])
        #expect(seen.members.allSatisfy { $0.mode == .exclude && $0.sources.isEmpty })
        #expect(seen.members.map(\.joinedAt) == [TrackedLink.start, TrackedLink.start.advanced(by: .seconds(6))])
        #expect(seen.members.map(\.lastReportAt) == [3, 6].map { TrackedLink.start.advanced(by: .seconds($0)) })
        #expect(seen.group.memberCount == 2)
        #expect(seen.group.lastReporter == second)
        #expect(seen.group.version == 2)
        #expect(seen.group.mode == .exclude)
        #expect(seen.group.isForwarding)
        #expect(seen.group.expiresAt == TrackedLink.start.advanced(by: .seconds(6 + 270)))
        #expect(
            link.changes() == [
                .groupCreated(group), .memberJoined(group: group, host: first, version: 2),
                .memberJoined(group: group, host: second, version: 2),
            ])
    }

    @Test("A report sends every other member to sleep or makes it lazy, by its version", arguments: [1, 2])
    func suppression(version: Int) {
        var link = TrackedLink()
        for host in [first, second, third] { link.report(group, from: host) }
        link.advance(.seconds(1))
        link.query()
        for host in [first, second, third] { #expect(link.state(host, of: group) == .delaying) }
        link.report(version: version, group, from: second)
        #expect(link.state(second, of: group) == .idle)
        for host in [first, third] { #expect(link.state(host, of: group) == (version == 1 ? .sleeping : .lazy)) }
    }

    @Test("A report that is not sent to its group is the sender's own and nobody else hears it")
    func misaddressed() {
        var link = TrackedLink()
        link.report(group, from: first)
        link.report(group, from: second, to: .allSystems)
        #expect(link.state(first, of: group) == .delaying)
        #expect(link.state(second, of: group) == .delaying)
        link.report(group, from: second)
        #expect(link.state(first, of: group) == .lazy)
        #expect(link.state(second, of: group) == .idle)
    }

    @Test(
        "Reports and leaves from a multicast or loopback source are counted and change nothing",
        arguments: [
            IPv4Address(224, 0, 0, 5), IPv4Address(239, 9, 9, 9), IPv4Address(127, 0, 0, 1),
            IPv4Address(127, 255, 0, 1),
        ])
    func strangeSources(source: IPv4Address) {
        var link = TrackedLink()
        link.report(group, from: first)
        _ = link.changes()
        link.report(group, from: source)
        link.record(.modeIsExclude, group, from: source)
        link.leave(group, from: source)
        #expect(link.tracker.counts[.v2Report] == 2)
        #expect(link.tracker.counts[.v3Report] == 1)
        #expect(link.tracker.counts[.leave] == 1)
        #expect(link.group(group)?.members.map(\.host) == [first])
        #expect(link.group(group)?.group.lastReporter == first)
        #expect(link.changes().isEmpty)
    }

    @Test("The source 0.0.0.0 is a host's that has no address yet")
    func unspecifiedSource() {
        var link = TrackedLink()
        link.report(group, from: .unspecified)
        #expect(link.state(.unspecified, of: group) == .delaying)
    }

    @Test("A leave ends the membership at once, and the router's view only runs out")
    func leave() {
        var link = TrackedLink()
        link.report(group, from: first)
        link.report(group, from: second)
        link.leave(group, from: first)
        #expect(link.group(group)?.members.map(\.host) == [second])
        link.leave(group, from: second)
        #expect(link.group(group)?.group.memberCount == 0)
        #expect(link.group(group)?.group.isForwarding == true)
        #expect(
            link.changes().suffix(2) == [
                .memberLeft(group: group, host: first, reason: .leave),
                .memberLeft(group: group, host: second, reason: .leave),
            ])
        link.leave(group, from: second)
        link.leave(IPv4Address(239, 5, 5, 5), from: second)
        link.leave(group, from: third)
        #expect(link.changes().isEmpty)
        link.advance(.milliseconds(269_999))
        #expect(link.group(group) != nil)
        link.advance(.milliseconds(1))
        #expect(link.group(group) == nil)
        #expect(link.tracker.groupCount == 0)
        #expect(link.changes() == [.groupExpired(group)])
    }

    @Test("Members that no router waits for any more stay members")
    func memberOutlivesRouter() {
        var link = TrackedLink()
        link.report(group, from: first)
        link.advance(.seconds(10_000))
        #expect(link.group(group)?.group.isForwarding == false)
        #expect(link.group(group)?.group.expiresAt == nil)
        #expect(link.state(first, of: group) == .delaying)
    }

    @Test("A group in 224.0.0.0/24 has members, and no query or router does anything to it")
    func localGroup() {
        var link = TrackedLink()
        let local = IPv4Address(224, 0, 0, 251)
        link.report(local, from: first)
        link.report(local, from: second)
        #expect(link.state(first, of: local) == .lazy)
        #expect(link.state(second, of: local) == .idle)
        #expect(link.group(local)?.group.isForwarding == false)
        for _ in 0..<9 {
            link.query()
            link.query(code: 0)
            link.query(group: local)
            link.advance(.seconds(100))
        }
        #expect(link.state(first, of: local) == .lazy)
        #expect(link.state(second, of: local) == .idle)
        link.leave(local, from: first)
        link.leave(local, from: second)
        #expect(link.group(local) == nil)
        #expect(link.tracker.groupCount == 0)
    }

    @Test("In 232/8 an older report makes a member, and no router takes it", arguments: [1, 2])
    func sourceSpecific(version: Int) {
        var link = TrackedLink()
        let specific = IPv4Address(232, 1, 1, 1)
        link.report(version: version, specific, from: first)
        #expect(link.state(first, of: specific) == .delaying)
        #expect(link.group(specific)?.group.isForwarding == false)
        #expect(link.group(specific)?.group.version == 3)
        link.report(version: version, IPv4Address(233, 1, 1, 1), from: first)
        #expect(link.group(IPv4Address(233, 1, 1, 1))?.group.isForwarding == true)
    }

    @Test("A version 1 report holds the group at version 1 for the Older Host Present Interval")
    func olderHostPresent() {
        var link = TrackedLink()
        link.report(version: 1, group, from: first)
        link.advance(.seconds(100))
        link.report(group, from: second)
        link.advance(.milliseconds(159_999))
        #expect(link.group(group)?.group.version == 1)
        link.advance(.milliseconds(1))
        #expect(link.group(group)?.group.version == 2)
        link.record(.modeIsExclude, group, from: third)
        link.advance(.milliseconds(99_999))
        #expect(link.group(group)?.group.version == 2)
        link.advance(.milliseconds(1))
        #expect(link.group(group)?.group.version == 3)
    }

    @Test("A group that is forwarded no more has lost its compatibility mode, members or none")
    func endedCompatibility() {
        var link = TrackedLink()
        link.queryV3()
        link.report(group, from: first)
        link.queryV3(group: group, code: 10)
        link.advance(.milliseconds(1_999))
        #expect(link.group(group)?.group.version == 2)
        link.advance(.milliseconds(1))
        #expect(link.group(group)?.group.isForwarding == false)
        #expect(link.group(group)?.group.version == 3)
        #expect(link.group(group)?.group.memberCount == 1)
    }

    @Test("A version 1 report to hosts that believe in a version 1 router makes delaying members lazy")
    func versionOneRouter() {
        var link = TrackedLink()
        for host in [first, second] { link.report(group, from: host) }
        link.query(code: 0)
        link.report(version: 1, group, from: first)
        #expect(link.state(second, of: group) == .lazy)
        // Both sides of what a kernel remembers.
        link.advance(.milliseconds(269_749))
        link.report(group, from: third)
        link.query(group: group)
        link.report(version: 1, group, from: first)
        #expect(link.state(third, of: group) == .lazy)
        link.advance(.milliseconds(1))
        link.query(group: group)
        link.report(version: 1, group, from: first)
        #expect(link.state(third, of: group) == .sleeping)
    }

    @Test(
        "A version 1 query that only one host gets makes that one believe, known before or not",
        arguments: [
            true, false,
        ])
    func unicastVersionOneQuery(isKnown: Bool) {
        var link = TrackedLink()
        if isKnown { link.report(group, from: second) }
        link.query(code: 0, to: second)
        for host in [first, second, third] { link.report(group, from: host) }
        link.query()
        link.report(version: 1, group, from: first)
        #expect(link.state(second, of: group) == .lazy)
        #expect(link.state(third, of: group) == .sleeping)
    }
}

import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("LinkTracker: reading its state")
struct LinkTrackerSnapshotTests {
    @Test("Groups come by address, and members by address of the host, whatever the order of packets")
    func order() {
        var link = TrackedLink()
        var random = SeededGenerator(seed: 3)
        let groups = (1...40).map { IPv4Address(239, 1, UInt8($0 % 3), UInt8($0)) }
        let hosts = (1...20).map { IPv4Address(10, 0, UInt8($0 % 2), UInt8($0)) }
        for group in groups.shuffled(using: &random) {
            for host in hosts.shuffled(using: &random) { link.report(group, from: host) }
        }
        let seen = link.groups()
        #expect(seen.map(\.group.address) == groups.sorted())
        #expect(seen.allSatisfy { $0.members.map(\.host) == hosts.sorted() })
        #expect(seen.allSatisfy { $0.group.memberCount == hosts.count })
        #expect(link.tracker.groupCount == groups.count)
        #expect(link.tracker.membershipCount == groups.count * hosts.count)
    }

    @Test("A snapshot that is kept keeps its sources, whatever the sources of the members read after it")
    func keptSources() {
        var link = TrackedLink()
        let group = IPv4Address(239, 1, 1, 1)
        let hosts = (1...40).map { IPv4Address(10, 0, 0, UInt8($0)) }
        // 0 to 3 sources, different ones for each host.
        let sources = (1...40).map { host in
            (0..<host % 4).map { IPv4Address(192, 0, UInt8($0), UInt8(host)) }
        }
        for (host, sources) in zip(hosts, sources) { link.record(.modeIsExclude, group, sources, from: host) }
        #expect(link.group(group)?.members.map(\.sources) == sources)
        // Lent one by one they are the same.
        var lent: [[IPv4Address]] = []
        link.tracker.forEachGroup { tracker, group in
            tracker.forEachMember(of: group) { lent.append($0.sources.map { $0 }) }
        }
        #expect(lent == sources)
    }

    @Test("Reading changes nothing that a later reading shows")
    func repeatable() {
        var link = TrackedLink()
        let group = IPv4Address(239, 1, 1, 1)
        for host: UInt8 in 1...4 { link.report(group, from: IPv4Address(10, 0, 0, host)) }
        link.query()
        link.report(version: 1, group, from: IPv4Address(10, 0, 0, 2))
        link.query()
        let first = link.groups().flatMap { $0.members.map(\.state) }
        #expect(first == [.awakening, .delaying, .awakening, .awakening])
        #expect(link.groups().flatMap { $0.members.map(\.state) } == first)
    }

    @Test("A member's MAC address is that of its last frame")
    func macAddress() {
        var link = TrackedLink()
        link.report(IPv4Address(239, 1, 1, 1), from: IPv4Address(10, 0, 0, 11))
        let member = link.member(IPv4Address(10, 0, 0, 11), of: IPv4Address(239, 1, 1, 1))
        #expect(member?.mac == MACAddress(rawValue: 0x0200_0000_0001))
    }

    @Test("In EXCLUDE mode the blocked sources are there without an end, the others with theirs")
    func excludedSources() {
        var link = TrackedLink()
        let group = IPv4Address(239, 1, 1, 1)
        let (blocked, wanted) = (IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 2))
        link.record(.changeToExclude, group, [blocked], from: IPv4Address(10, 0, 0, 11))
        link.record(.allowNewSources, group, [wanted], from: IPv4Address(10, 0, 0, 12))
        let seen = link.group(group)?.group
        #expect(seen?.mode == .exclude)
        #expect(seen?.sources.map(\.source) == [blocked, wanted])
        #expect(seen?.sources.map(\.expiresAt) == [nil, TrackedLink.start.advanced(by: .seconds(270))])
    }

    @Test("A group ends with its group timer, or with the sources that outlast it")
    func end() {
        var link = TrackedLink()
        let group = IPv4Address(239, 1, 1, 1)
        let host = IPv4Address(10, 0, 0, 11)
        func ends(after seconds: Int) -> Bool {
            link.group(group)?.group.endsAt == TrackedLink.start.advanced(by: .seconds(seconds))
        }
        link.record(.modeIsExclude, group, [IPv4Address(192, 0, 2, 9)], from: host)
        #expect(ends(after: 270))
        link.wait(.seconds(10))
        link.record(.allowNewSources, group, [IPv4Address(192, 0, 2, 1)], from: host)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(270)))
        #expect(ends(after: 280))
        link.advance(.seconds(260))
        #expect(link.group(group)?.group.mode == .include)
        #expect(ends(after: 280))
        link.advance(.milliseconds(9_999))
        #expect(link.group(group)?.group.isForwarding == true)
        link.advance(.milliseconds(1))
        #expect(link.group(group)?.group.isForwarding == false)
        #expect(link.group(group)?.group.endsAt == nil)
    }

    @Test("A membership interval that is given holds instead of the learned one")
    func membershipInterval() {
        var link = TrackedLink()
        let group = IPv4Address(239, 1, 1, 1)
        link.tracker.membershipInterval = .seconds(260)
        link.report(group, from: IPv4Address(10, 0, 0, 11))
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(260)))
    }

    @Test("A member count is a lower bound while members of version 1 or 2 may be silent")
    func lowerBound() {
        var link = TrackedLink()
        let group = IPv4Address(239, 1, 1, 1)
        let (first, second) = (IPv4Address(10, 0, 0, 10), IPv4Address(10, 0, 0, 11))
        link.record(.modeIsExclude, group, from: first)
        #expect(link.group(group)?.group.memberCountIsLowerBound == false)
        link.report(group, from: second)
        #expect(link.group(group)?.group.memberCountIsLowerBound == true)
        // Others of version 2 may be there for as long as that mode lasts.
        link.leave(group, from: second)
        #expect(link.group(group)?.group.memberCountIsLowerBound == true)
        link.wait(.seconds(260))
        link.record(.modeIsExclude, group, from: first)
        #expect(link.group(group)?.group.memberCountIsLowerBound == false)
    }

    @Test(
        "Where the router keeps no version for a group, its members' versions tell",
        arguments: [IPv4Address(224, 0, 0, 251), IPv4Address(232, 1, 1, 1)])
    func lowerBoundByMembers(group: IPv4Address) {
        var link = TrackedLink()
        link.record(.modeIsExclude, group, from: IPv4Address(10, 0, 0, 10))
        #expect(link.group(group)?.group.memberCountIsLowerBound == false)
        link.report(group, from: IPv4Address(10, 0, 0, 11))
        #expect(link.group(group)?.group.memberCountIsLowerBound == true)
    }
}

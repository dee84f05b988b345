import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("TrackerLimits")
struct TrackerLimitsTests {
    private let groups = (1...4).map { IPv4Address(239, 1, 1, $0) }
    private let specific = (1...4).map { IPv4Address(232, 1, 1, $0) }
    private let hosts = (1...4).map { IPv4Address(10, 0, 0, $0) }

    private func limits(_ change: (inout TrackerLimits) -> Void) -> TrackerLimits {
        var limits = TrackerLimits()
        change(&limits)
        return limits
    }

    @Test("Up to as many groups as the limit are kept; the others are counted, and have room when one goes")
    func groupLimit() {
        var link = TrackedLink(limits: limits { $0.groups = 3 })
        for group in groups.prefix(3) { link.record(.modeIsExclude, group, from: hosts[0]) }
        #expect(link.tracker.totalOverflow.isEmpty)
        link.report(groups[3], from: hosts[0])
        link.record(.modeIsExclude, groups[3], from: hosts[0])
        #expect(link.tracker.totalOverflow.groups == 2)
        #expect(!link.tracker.totalOverflow.isEmpty)
        #expect(link.groups().map(\.group.address) == Array(groups.prefix(3)))
        link.leave(groups[0], from: hosts[0])
        link.advance(.seconds(300))
        link.report(groups[3], from: hosts[0])
        #expect(link.group(groups[3])?.group.memberCount == 1)
    }

    @Test("Up to as many hosts as the limit are kept; a report of another still keeps the group alive")
    func hostLimit() {
        var link = TrackedLink(limits: limits { $0.hosts = 2 })
        for host in hosts.prefix(2) { link.report(groups[0], from: host) }
        #expect(link.tracker.totalOverflow.isEmpty)
        link.report(groups[0], from: hosts[2])
        link.record(.modeIsExclude, groups[1], from: hosts[2])
        #expect(link.tracker.totalOverflow.hosts == 2)
        #expect(link.group(groups[0])?.members.map(\.host) == Array(hosts.prefix(2)))
        #expect(link.state(hosts[0], of: groups[0]) == .lazy)
        #expect(link.group(groups[1])?.group.isForwarding == true)
        #expect(link.group(groups[1])?.group.memberCount == 0)
    }

    @Test("The place of a host that is in no group any more goes to another")
    func hostPlaces() {
        var link = TrackedLink(limits: limits { $0.hosts = 2 })
        for round in 0..<50 {
            let host = IPv4Address(rawValue: hosts[0].rawValue + UInt32(round))
            link.report(groups[0], from: host)
            #expect(link.state(host, of: groups[0]) == .delaying)
            link.leave(groups[0], from: host)
        }
        #expect(link.tracker.totalOverflow.isEmpty)
    }

    @Test("Up to as many memberships as the limit are kept")
    func memberLimit() {
        var link = TrackedLink(limits: limits { $0.members = 2 })
        link.report(groups[0], from: hosts[0])
        link.record(.modeIsExclude, groups[0], from: hosts[1])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.report(groups[0], from: hosts[2])
        link.record(.modeIsExclude, groups[1], from: hosts[2])
        #expect(link.tracker.totalOverflow.members == 2)
        #expect(link.tracker.membershipCount == 2)
        #expect(link.group(groups[1])?.group.isForwarding == true)
    }

    @Test("A group that nobody forwards and that has no member does not stay", arguments: [true, false])
    func emptyGroups(hasHosts: Bool) {
        var link = TrackedLink(limits: limits { if hasHosts { $0.members = 0 } else { $0.hosts = 0 } })
        for group in specific {
            link.report(group, from: hosts[0])
            link.record(.modeIsExclude, group, from: hosts[1])
            link.tracker.addKnownMember(host: hosts[2], group: group)
        }
        #expect(link.tracker.groupCount == 0)
    }

    @Test("Up to as many sources as the limit are kept of a group")
    func sourceLimit() {
        var link = TrackedLink(limits: limits { $0.sourcesPerGroup = 3 })
        let sources = (1...5).map { IPv4Address(192, 0, 2, $0) }
        link.record(.allowNewSources, groups[0], Array(sources[2...4]), from: hosts[0])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.record(.allowNewSources, groups[0], Array(sources[0...1]), from: hosts[0])
        #expect(link.group(groups[0])?.group.sources.map(\.source) == Array(sources[2...4]))
        #expect(link.tracker.totalOverflow.sources == 2)
        // What the member says of itself has a limit of its own.
        #expect(link.member(hosts[0], of: groups[0])?.sources == sources)
    }

    @Test("Up to as many sources as the limit are kept of all members together")
    func memberSourceLimit() {
        var link = TrackedLink(limits: limits { $0.memberSources = 8 })
        let sources = (1...4).map { IPv4Address(192, 0, 2, $0) }
        for host in hosts.prefix(2) { link.record(.allowNewSources, groups[0], sources, from: host) }
        #expect(link.tracker.totalOverflow.isEmpty)
        link.record(.allowNewSources, groups[0], sources, from: hosts[2])
        #expect(link.tracker.totalOverflow.sources == 4)
        #expect(link.member(hosts[2], of: groups[0])?.sources == [])
        link.record(.changeToExclude, groups[0], from: hosts[1])
        link.record(.allowNewSources, groups[0], sources, from: hosts[3])
        #expect(link.member(hosts[3], of: groups[0])?.sources == sources)
    }

    @Test("Routers that find no room are counted")
    func routerLimit() {
        var link = TrackedLink(limits: limits { $0.queriers = 2 })
        for host in hosts.prefix(2) { link.query(from: host) }
        #expect(link.tracker.totalOverflow.isEmpty)
        link.query(from: hosts[2])
        #expect(link.tracker.totalOverflow.routers == 1)
        #expect(link.tracker.routers.queriers.count == 2)
    }

    @Test("What found no room on several links adds up")
    func sum() {
        var link = TrackedLink(limits: limits { $0.groups = 0 })
        link.report(groups[0], from: hosts[0])
        var other = TrackedLink(limits: limits { $0.queriers = 0 })
        other.query(from: hosts[0])
        var total = TrackerOverflow()
        #expect(total.isEmpty)
        for _ in 0..<2 { total.add(link.tracker.totalOverflow) }
        total.add(other.tracker.totalOverflow)
        #expect(total.groups == 2)
        #expect(total.routers == 1)
        #expect(total.hosts + total.members + total.sources == 0)
    }
}

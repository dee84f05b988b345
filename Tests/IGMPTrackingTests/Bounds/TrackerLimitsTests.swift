import IGMPTracking
import IGMPWire
import TestSupport
import Testing

/// Limits as they are, but for one.
func limits(_ change: (inout TrackerLimits) -> Void) -> TrackerLimits {
    var limits = TrackerLimits()
    change(&limits)
    return limits
}

@Suite("TrackerLimits")
struct TrackerLimitsTests {
    private let groups = (1...4).map { IPv4Address(239, 1, 1, $0) }
    private let hosts = (1...4).map { IPv4Address(10, 0, 0, $0) }

    @Test("Up to as many groups as the limit are kept; for one more the one goes that was reported longest ago")
    func groupLimit() {
        var link = TrackedLink(limits: limits { $0.groups = 3 })
        for group in groups.prefix(3) {
            link.record(.modeIsExclude, group, from: hosts[0])
            link.wait(.seconds(1))
        }
        link.report(groups[0], from: hosts[1])
        #expect(link.tracker.totalOverflow.isEmpty)
        _ = link.changes()
        link.wait(.seconds(1))
        link.report(groups[3], from: hosts[0])
        #expect(link.groups().map(\.group.address) == [groups[0], groups[2], groups[3]])
        #expect(link.tracker.totalOverflow.groups == 1)
        #expect(link.tracker.totalOverflow.members == 1)
        #expect(
            link.changes() == [
                .groupCreated(groups[3]), .memberJoined(group: groups[3], host: hosts[0], version: 2),
                .memberLeft(group: groups[1], host: hosts[0], reason: .evicted), .groupExpired(groups[1]),
            ])
        #expect(link.tracker.departures.count == 0)
    }

    @Test("Up to as many hosts as the limit are kept; the longest silent goes with all its memberships")
    func hostLimit() {
        var link = TrackedLink(limits: limits { $0.hosts = 3 })
        for host in hosts.prefix(3) {
            link.report(groups[0], from: host)
            link.record(.modeIsExclude, groups[1], from: host)
            link.wait(.seconds(1))
        }
        link.record(.modeIsExclude, groups[1], from: hosts[0])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.report(groups[2], from: hosts[3])
        #expect(link.group(groups[0])?.members.map(\.host) == [hosts[0], hosts[2]])
        #expect(link.group(groups[1])?.members.map(\.host) == [hosts[0], hosts[2]])
        #expect(link.group(groups[2])?.members.map(\.host) == [hosts[3]])
        #expect(link.tracker.totalOverflow.hosts == 1)
        #expect(link.tracker.totalOverflow.members == 2)
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

    @Test("Up to as many memberships as the limit are kept; for one more the longest silent goes")
    func memberLimit() {
        var link = TrackedLink(limits: limits { $0.members = 3 })
        for host in hosts.prefix(3) {
            link.report(groups[0], from: host)
            link.wait(.seconds(1))
        }
        link.report(groups[0], from: hosts[0])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.record(.modeIsExclude, groups[1], from: hosts[3])
        #expect(link.tracker.membershipCount == 3)
        #expect(link.group(groups[0])?.members.map(\.host) == [hosts[0], hosts[2]])
        #expect(link.tracker.totalOverflow.members == 1)
        #expect(link.tracker.totalOverflow.groups + link.tracker.totalOverflow.hosts == 0)
    }

    @Test("A packet with more than there is room for leaves as much of it as there is room for")
    func onePacket() {
        var link = TrackedLink(limits: limits { $0.groups = 70 })
        let records = (0..<100).map { PacketBuilder.record(type: 4, group: IPv4Address(239, 2, 0, $0)) }
        link.hear(PacketBuilder.reportV3(records), from: hosts[0], to: .igmpV3Routers)
        // One less than the limit: room is made for a sixty-fourth.
        #expect(link.tracker.groupCount == 69)
        #expect(link.tracker.totalOverflow.groups == 31)
        #expect(link.tracker.totalOverflow.members == 31)
    }

    @Test("Up to as many sources as the limit are kept of a group; the next to run out goes first")
    func sourceLimit() {
        var link = TrackedLink(limits: limits { $0.sourcesPerGroup = 3 })
        let sources = (1...5).map { IPv4Address(192, 0, 2, $0) }
        link.record(.allowNewSources, groups[0], Array(sources[2...4]), from: hosts[0])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.wait(.seconds(1))
        link.record(.allowNewSources, groups[0], Array(sources[0...1]), from: hosts[0])
        #expect(link.group(groups[0])?.group.sources.map(\.source) == [sources[0], sources[1], sources[4]])
        #expect(link.tracker.totalOverflow.sources == 2)
        // What the member says of itself has a limit of its own.
        #expect(link.member(hosts[0], of: groups[0])?.sources == sources)
    }

    @Test("Up to as many sources as the limit are kept of all groups; a group of which none is left goes")
    func groupSourceLimit() {
        var link = TrackedLink(limits: limits { $0.groupSources = 5 })
        let sources = (1...5).map { IPv4Address(192, 0, 2, $0) }
        link.record(.allowNewSources, groups[0], [sources[0]], from: hosts[0])
        link.wait(.seconds(1))
        link.record(.allowNewSources, groups[1], sources.dropLast(), from: hosts[1])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.wait(.seconds(1))
        link.record(.changeToInclude, groups[2], [sources[0]], from: hosts[2])
        #expect(link.group(groups[0])?.group.isForwarding == false)
        #expect(link.group(groups[1])?.group.sources.count == 4)
        #expect(link.group(groups[2])?.group.sources.count == 1)
        #expect(link.tracker.totalOverflow.sources == 1)
        // It is a member all the same.
        #expect(link.member(hosts[0], of: groups[0])?.sources == [sources[0]])
    }

    @Test("Sources that ran out make room for others")
    func expiredSources() {
        var link = TrackedLink(limits: limits { $0.groupSources = 5 })
        for round in 0..<20 {
            let sources = (1...5).map { IPv4Address(192, 0, UInt8(round), $0) }
            link.record(.allowNewSources, groups[0], sources, from: hosts[0])
            link.advance(.seconds(300))
        }
        #expect(link.tracker.totalOverflow.isEmpty)
    }

    @Test("Up to as many sources as the limit are kept of all members together; the longest silent member goes")
    func memberSourceLimit() {
        var link = TrackedLink(limits: limits { $0.memberSources = 8 })
        let sources = (1...4).map { IPv4Address(192, 0, 2, $0) }
        for host in hosts.prefix(2) {
            link.record(.allowNewSources, groups[0], sources, from: host)
            link.wait(.seconds(1))
        }
        #expect(link.tracker.totalOverflow.isEmpty)
        link.record(.allowNewSources, groups[0], sources, from: hosts[2])
        #expect(link.group(groups[0])?.members.map(\.host) == [hosts[1], hosts[2]])
        #expect(link.member(hosts[1], of: groups[0])?.sources == sources)
        #expect(link.member(hosts[2], of: groups[0])?.sources == sources)
        #expect(link.tracker.totalOverflow.sources == 4)
        #expect(link.tracker.totalOverflow.members == 1)
    }

    @Test("Room between source lists is no loss")
    func packedSources() {
        var link = TrackedLink(limits: limits { $0.memberSources = 32 })
        // Lists of every size in turn leave runs behind that fit no other.
        for round in 0..<60 {
            let sources = (0...(1 << (round % 4))).map { IPv4Address(192, 0, 2, UInt8($0)) }
            link.record(.changeToInclude, groups[0], sources, from: hosts[0])
            #expect(link.member(hosts[0], of: groups[0])?.sources == sources)
        }
        #expect(link.tracker.totalOverflow.isEmpty)
    }

    @Test("Up to as many sources as the limit are kept of a member, those beyond are counted")
    func memberListLimit() {
        var link = TrackedLink(limits: limits { $0.sourcesPerMember = 3 })
        let sources = (1...5).map { IPv4Address(192, 0, 2, $0) }
        link.record(.allowNewSources, groups[0], Array(sources.prefix(3)), from: hosts[0])
        #expect(link.tracker.totalOverflow.isEmpty)
        link.record(.allowNewSources, groups[0], Array(sources.suffix(2)), from: hosts[0])
        #expect(link.tracker.totalOverflow.sources == 2)
        #expect(link.member(hosts[0], of: groups[0])?.sources == Array(sources.prefix(3)))
    }

    @Test("Routers that were let go are counted")
    func routerLimit() {
        var link = TrackedLink(limits: limits { $0.routers = 2 })
        for host in hosts.prefix(2) { link.query(from: host) }
        #expect(link.tracker.totalOverflow.isEmpty)
        link.query(from: hosts[2])
        #expect(link.tracker.totalOverflow.routers == 1)
        #expect(link.tracker.routers.queriers.count == 2)
    }

    @Test("What was let go on several links adds up")
    func sum() {
        var link = TrackedLink(limits: limits { $0.groups = 1 })
        for group in groups.prefix(2) { link.report(group, from: hosts[0]) }
        var other = TrackedLink(limits: limits { $0.routers = 1 })
        for host in hosts { other.query(from: host) }
        var total = TrackerOverflow()
        #expect(total.isEmpty)
        for _ in 0..<2 { total.add(link.tracker.totalOverflow) }
        total.add(other.tracker.totalOverflow)
        #expect(total.groups == 2)
        #expect(total.routers == 2)
        #expect(total.members == 2)
        #expect(total.hosts + total.sources == 0)
    }
}

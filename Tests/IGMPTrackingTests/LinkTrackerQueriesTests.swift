import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: queries")
struct LinkTrackerQueriesTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let other = IPv4Address(239, 1, 1, 2)
    private let host = IPv4Address(10, 0, 0, 11)
    private let second = IPv4Address(10, 0, 0, 12)
    private let source = IPv4Address(192, 0, 2, 1)

    @Test("A general query starts every member's timer, a specific one those of its group")
    func scope() {
        var link = TrackedLink()
        for joined in [group, other] { for _ in 0..<2 { link.report(joined, from: host) } }
        link.query(group: other)
        #expect(link.state(host, of: group) == .idle)
        #expect(link.state(host, of: other) == .delaying)
        link.query()
        #expect(link.state(host, of: group) == .delaying)
    }

    @Test(
        "A version 1 query to a group or a broadcast starts no timer",
        arguments: [
            IPv4Address(239, 1, 1, 1), .broadcast, .unspecified, IPv4Address(10, 0, 0, 11),
        ])
    func misaddressedVersionOne(destination: IPv4Address) {
        var link = TrackedLink()
        for _ in 0..<2 { link.report(group, from: host) }
        link.query(code: 0, to: destination)
        #expect(link.state(host, of: group) == .idle)
        #expect(link.tracker.routers.elected == nil)
        link.query(code: 0)
        #expect(link.state(host, of: group) == .delaying)
        #expect(link.tracker.routers.elected == TrackedLink.querier)
    }

    @Test(
        "Queries from a multicast or loopback source are counted and change nothing",
        arguments: [
            IPv4Address(239, 9, 9, 9), IPv4Address(127, 0, 0, 1),
        ])
    func strangeSources(source: IPv4Address) {
        var link = TrackedLink()
        for _ in 0..<2 { link.report(group, from: host) }
        _ = link.changes()
        link.query(code: 0, from: source)
        link.query(from: source)
        link.queryV3(from: source)
        link.query(group: group, from: source)
        #expect(link.tracker.counts[.v1Query] == 1)
        #expect(link.state(host, of: group) == .idle)
        #expect(link.tracker.routers.queriers.isEmpty)
        #expect(link.tracker.routerVersion == 2)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(270)))
        #expect(link.changes().isEmpty)
    }

    @Test("A group-specific query lowers the group timer to the last member query time")
    func lowersGroupTimer() {
        var link = TrackedLink()
        link.queryV3()
        link.report(group, from: host)
        link.query(code: 20, group: group)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(4)))
        link.report(group, from: host)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(270)))
    }

    @Test("The S flag keeps a query from lowering timers")
    func suppress() {
        var link = TrackedLink()
        link.record(.changeToExclude, group, [source], from: host)
        let whole = TrackedLink.start.advanced(by: .seconds(270))
        link.queryV3(group: group, code: 10, suppress: true)
        #expect(link.group(group)?.group.expiresAt == whole)
        link.queryV3(group: group, code: 10, suppress: false)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(2)))
    }

    @Test("A group-and-source-specific query lowers the timers of its sources alone")
    func lowersSourceTimers() {
        var link = TrackedLink()
        let kept = IPv4Address(192, 0, 2, 2)
        link.record(.allowNewSources, group, [source, kept], from: host)
        link.queryV3(group: group, code: 10, suppress: true, sources: [source])
        #expect(
            link.group(group)?.group.sources.map(\.expiresAt)
                == Array(
                    repeating: TrackedLink.start.advanced(by: .seconds(270)), count: 2))
        link.queryV3(group: group, code: 10, sources: [source, IPv4Address(192, 0, 2, 9)])
        #expect(
            link.group(group)?.group.sources.map(\.expiresAt)
                == [2, 270].map {
                    TrackedLink.start.advanced(by: .seconds($0))
                })
        link.advance(.seconds(2))
        #expect(link.group(group)?.group.sources.map(\.source) == [kept])
    }

    @Test(
        "A specific query that is sent neither to its group nor to all systems does nothing",
        arguments: [IPv4Address(239, 1, 1, 2), IPv4Address(10, 0, 0, 11), .allRouters])
    func misaddressedSpecific(destination: IPv4Address) {
        var link = TrackedLink()
        link.report(group, from: host)
        link.query(code: 10, group: group, to: destination)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(270)))
        #expect(link.tracker.routers.elected == nil)
    }

    @Test("A specific query sent to all systems counts, one for what is no group does not")
    func specificToAllSystems() {
        var link = TrackedLink()
        link.report(group, from: host)
        link.query(code: 10, group: IPv4Address(10, 0, 0, 11), to: .allSystems)
        #expect(link.tracker.routers.elected == nil)
        link.query(code: 10, group: group, to: .allSystems)
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(2)))
        #expect(link.tracker.routers.elected == TrackedLink.querier)
    }

    @Test("What a specific query allows is what it lowers timers to, elected or not")
    func ownResponseTime() {
        var link = TrackedLink()
        link.queryV3(group: group, code: 10, from: TrackedLink.querier)
        link.report(group, from: host)
        link.query(code: 30, group: group, from: IPv4Address(10, 0, 0, 9))
        #expect(link.group(group)?.group.expiresAt == TrackedLink.start.advanced(by: .seconds(6)))
        #expect(link.tracker.routers.learned.lastMemberQueryInterval == .seconds(1))
    }

    @Test("A group that expires and is reported in the same moment is told of twice")
    func expiredAndReported() {
        var link = TrackedLink()
        link.report(group, from: host)
        _ = link.changes()
        link.queryV3(group: group, code: 0)
        link.report(group, from: host)
        #expect(link.changes() == [.querierElected(TrackedLink.querier), .groupExpired(group), .groupCreated(group)])
    }

    @Test("Queriers are elected, taken over and lost, each told once and at its time")
    func election() {
        var link = TrackedLink()
        let low = IPv4Address(10, 0, 0, 1)
        let high = IPv4Address(10, 0, 0, 2)
        link.query(from: high)
        link.query(from: high)
        #expect(link.changes() == [.querierElected(high)])
        link.query(from: low)
        link.query(from: high)
        #expect(link.changes() == [.querierChanged(from: high, to: low)])
        link.advance(.milliseconds(254_999))
        #expect(link.changes().isEmpty)
        link.advance(.seconds(1_000))
        let lost = Change(at: TrackedLink.start.advanced(by: .seconds(255)), kind: .querierLost(low))
        #expect(link.tracker.changes == [lost])
    }

    @Test("A change of the router version is told once, and at its time when it is a timer's")
    func versionChanges() {
        var link = TrackedLink()
        link.queryV3()
        #expect(link.tracker.routerVersion == 3)
        _ = link.changes()
        link.query()
        link.query()
        #expect(link.changes() == [.routerVersionChanged(from: 3, to: 2)])
        link.query(code: 0, to: .broadcast)
        #expect(link.changes() == [.routerVersionChanged(from: 2, to: 1)])
        link.advance(.milliseconds(269_749))
        #expect(link.tracker.routerVersion == 1)
        _ = link.changes()
        link.advance(.milliseconds(1))
        #expect(link.tracker.routerVersion == 3)
        #expect(link.changes() == [.routerVersionChanged(from: 1, to: 3)])
        link.query()
        _ = link.changes()
        link.advance(.seconds(900))
        let back = Change(
            at: TrackedLink.start.advanced(by: .milliseconds(269_750 + 260_000)),
            kind: .routerVersionChanged(from: 2, to: 3))
        #expect(link.tracker.changes.contains(back))
    }

    @Test("The first version heard is no change, whatever ran out before")
    func firstVersion() {
        var link = TrackedLink()
        link.report(group, from: host)
        link.advance(.seconds(400))
        _ = link.changes()
        link.queryV3()
        #expect(link.changes() == [.querierElected(TrackedLink.querier)])
    }

    @Test("A version 2 group-specific query does not change the version of hosts, a general one does")
    func specificOlderQuery() {
        var link = TrackedLink()
        link.queryV3()
        link.query(code: 10, group: group)
        #expect(link.tracker.routerVersion == 3)
        link.query(to: other)
        #expect(link.tracker.routerVersion == 3)
        link.query()
        #expect(link.tracker.routerVersion == 2)
    }

    @Test("PIM, DVMRP and MRD make other routers known")
    func otherRouters() {
        var link = TrackedLink()
        for (type, length) in [(UInt8(0x14), 0), (0x13, 0), (0x30, 0)] {
            link.hear(
                PacketBuilder.igmp(type: type, rest: Array(repeating: 0, count: length)), from: second,
                to: .allSystems)
        }
        #expect(Set(link.tracker.routers.otherRouters.map(\.kind)) == [.pimV1, .dvmrp, .mrd])
        #expect(link.tracker.routers.queriers.isEmpty)
    }
}

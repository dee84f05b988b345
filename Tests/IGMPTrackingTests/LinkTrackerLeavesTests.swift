import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: what follows leaves")
struct LinkTrackerLeavesTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 11)
    private let second = IPv4Address(10, 0, 0, 12)
    private let source = IPv4Address(192, 0, 2, 1)

    private func milliseconds(_ samples: [DelaySample]) -> [Int] {
        samples.map { Int($0.delay.nanoseconds / 1_000_000) }.sorted()
    }

    private func toQuery(_ link: borrowing TrackedLink) -> [Int] {
        milliseconds(link.tracker.timing.leaves.toQuery.kept)
    }
    private func latency(_ link: borrowing TrackedLink) -> [Int] {
        milliseconds(link.tracker.timing.leaves.latency.kept)
    }
    private func spacing(_ link: borrowing TrackedLink) -> [Int] {
        milliseconds(link.tracker.timing.leaves.querySpacing.kept)
    }

    /// Two hosts in the group, as version 2 or 3 has it.
    private func members(_ version: Int = 3) -> TrackedLink {
        var link = TrackedLink()
        link.queryV3()
        for host in [host, second] {
            if version == 3 { link.record(.changeToExclude, group, from: host) } else { link.report(group, from: host) }
        }
        link.wait(.seconds(20))
        return link
    }

    private func leave(_ link: inout TrackedLink, _ host: IPv4Address, _ version: Int) {
        if version == 3 { link.record(.changeToInclude, group, from: host) } else { link.leave(group, from: host) }
    }

    @Test("From a leave to the query, and to the end of forwarding, which the query brings near", arguments: [2, 3])
    func leaving(version: Int) {
        var link = members(version)
        leave(&link, host, version)
        link.wait(.milliseconds(30))
        link.queryV3(group: group, code: 10)
        link.wait(.seconds(1))
        link.queryV3(group: group, code: 10)
        link.advance(.milliseconds(999))
        #expect(toQuery(link) == [30])
        #expect(latency(link) == [])
        link.advance(.milliseconds(1))
        // Two Last Member Query Intervals after the first query.
        #expect(latency(link) == [2_030])
        #expect(spacing(link) == [1_000])
        let timing = link.tracker.timingSnapshot()
        #expect(timing.leaves.count == 1 && timing.leaves.unasked == 0)
        #expect(timing.querySeries.countByLength == [0, 1, 0, 0, 0, 0, 0, 0])
        #expect(timing.querySeries.unprovoked == 0)
        #expect(link.tracker.timing.leaves.latency.kept.map(\.host) == [host])
    }

    @Test("Where somebody reports the group again, there is no end to wait for", arguments: [2, 3])
    func stillWanted(version: Int) {
        var link = members(version)
        leave(&link, host, version)
        link.wait(.milliseconds(30))
        link.queryV3(group: group, code: 10)
        link.wait(.milliseconds(500))
        if version == 3 { link.record(.modeIsExclude, group, from: second) } else { link.report(group, from: second) }
        link.advance(.seconds(600))
        #expect(toQuery(link) == [30])
        #expect(latency(link) == [])
    }

    @Test("Without a query forwarding goes on for what is left of the group membership interval", arguments: [2, 3])
    func withoutQuery(version: Int) {
        var link = members(version)
        leave(&link, host, version)
        link.advance(.milliseconds(10_000))
        #expect(link.tracker.timingSnapshot().leaves.unasked == 0)
        link.advance(.milliseconds(1))
        #expect(link.tracker.timingSnapshot().leaves.unasked == 1)
        link.advance(.seconds(600))
        // Reported 20 s before the leave, with 2 × 125 + 2 × 10 s to live.
        #expect(latency(link) == [250_000])
        #expect(toQuery(link) == [])
        // One that comes so late is for no leave.
        link = members(version)
        leave(&link, host, version)
        link.wait(.milliseconds(10_001))
        link.queryV3(group: group, code: 10)
        let timing = link.tracker.timingSnapshot()
        #expect(timing.leaves.unasked == 1 && timing.querySeries.unprovoked == 1)
        #expect(toQuery(link) == [])
    }

    @Test("Of two that leave, the first is the one that a query is for, and the end")
    func twice() {
        var link = members()
        leave(&link, host, 3)
        link.wait(.milliseconds(10))
        leave(&link, second, 3)
        link.wait(.milliseconds(10))
        link.queryV3(group: group, code: 10)
        link.advance(.seconds(600))
        #expect(toQuery(link) == [20])
        #expect(latency(link) == [2_020])
        #expect(link.tracker.timingSnapshot().leaves.count == 2)
    }

    @Test("Copies of a leave, leaves of what is not forwarded and of 224.0.0.0/24 are none")
    func noLeaves() {
        let local = IPv4Address(224, 0, 0, 9)
        var link = members()
        link.report(local, from: host)
        link.leave(local, from: host)
        link.leave(IPv4Address(239, 9, 9, 9), from: host)
        link.record(.modeIsInclude, group, from: second)
        #expect(link.tracker.timingSnapshot().leaves.count == 0)
        leave(&link, host, 3)
        link.wait(.milliseconds(500))
        leave(&link, host, 3)
        #expect(link.tracker.timingSnapshot().leaves.count == 1)
    }

    @Test("The last source of a member, blocked, is a leave; queries for sources follow it")
    func sources() {
        var link = TrackedLink()
        link.queryV3()
        link.record(.allowNewSources, group, [source], from: host)
        link.wait(.seconds(20))
        link.record(.blockOldSources, group, [source], from: host)
        link.wait(.milliseconds(5))
        link.queryV3(group: group, code: 10, sources: [source])
        link.advance(.seconds(600))
        #expect(toQuery(link) == [5])
        #expect(latency(link) == [2_005])
    }

    @Test("A query within the last member query time of the one before, and half a second, repeats it")
    func series() {
        for (wait, expected) in [(2_500, [0, 1]), (2_501, [2, 0])] {
            var link = members()
            link.queryV3(group: group, code: 10)
            link.wait(.milliseconds(wait))
            // Reported between, the group goes on.
            link.record(.modeIsExclude, group, from: second)
            link.queryV3(group: group, code: 10)
            let series = link.tracker.timingSnapshot().querySeries
            #expect(Array(series.countByLength.prefix(2)) == expected.map { UInt64($0) })
            #expect(series.unprovoked == UInt64(expected[0] == 2 ? 2 : 1))
        }
        // Another leave begins another series.
        var link = members()
        leave(&link, host, 3)
        link.queryV3(group: group, code: 10)
        link.wait(.seconds(1))
        leave(&link, second, 3)
        link.queryV3(group: group, code: 10)
        #expect(link.tracker.timingSnapshot().querySeries.countByLength == [2, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("Long series are counted together")
    func longSeries() {
        var link = members()
        for _ in 0..<20 {
            link.queryV3(group: group, code: 10, suppress: true)
            link.wait(.seconds(1))
        }
        #expect(link.tracker.timingSnapshot().querySeries.countByLength == [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(spacing(link).count == 19)
    }

    @Test("What is measured of a group outlives it, and is told of it when it is gone")
    func formerGroups() {
        var link = members()
        leave(&link, host, 3)
        leave(&link, second, 3)
        link.queryV3(group: group, code: 10)
        link.advance(.seconds(60))
        #expect(link.tracker.groupCount == 0)
        let timing = link.tracker.timingSnapshot()
        var seen: [IPv4Address] = []
        link.tracker.forEachFormerGroup(timing) { group in
            seen.append(group.group)
            #expect(group.leaves.count == 2)
            #expect(group.leaves.latency.summary.maximum == .seconds(2))
        }
        #expect(seen == [group])
        link.record(.changeToExclude, group, from: host)
        link.tracker.forEachFormerGroup(timing) { _ in Issue.record("it is there again") }
    }
}

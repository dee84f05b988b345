import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("DataUsage")
struct DataUsageTests {
    private func limits(groups: Int = 100, sources: Int = 100) -> TrackerLimits {
        var limits = TrackerLimits()
        limits.dataGroups = groups
        limits.dataSources = sources
        return limits
    }

    private func makeRoom(_ link: inout DataLink) {
        if link.usage.isExceeded { link.usage.makeRoom { $0(&link.data) } }
    }

    @Test("A group and a source take no more than the manual page says, with their places in the tables")
    func sizes() {
        // At the worst a table of indices is three eighths full, and a group has two timers in the queue.
        let (small, large) = (8 * 8 / 3, 16 * 8 / 3)
        #expect(MemoryLayout<DataGroup>.stride + small + 2 * MemoryLayout<TimerQueue.Timer>.stride <= 400)
        #expect(MemoryLayout<DataSource>.stride + large <= 150)
    }

    @Test(
        "As many sources as the limit are kept; for one more those go that were heard longest ago, and their groups' sums stay"
    )
    func sources() throws {
        var link = DataLink(limits: limits(sources: 3))
        for number: UInt8 in 1...3 {
            link.hear(from: IPv4Address(192, 0, 2, number))
            makeRoom(&link)
            link.wait(1)
        }
        link.hear(from: IPv4Address(192, 0, 2, 1))
        makeRoom(&link)
        #expect(link.usage.evictedSources == 0)
        link.wait(1)
        link.hear(from: IPv4Address(192, 0, 2, 4))
        makeRoom(&link)
        #expect(link.usage.evictedSources == 1 && link.usage.evictedGroups == 0 && !link.usage.isExceeded)
        let group = try #require(link.ofGroup as DataGroupSnapshot?)
        #expect(group.sources.map(\.address) == [1, 3, 4].map { IPv4Address(192, 0, 2, $0) })
        #expect(group.tally.packets == 5)
    }

    @Test("A group that goes takes its sources along, and the link keeps what was measured")
    func groups() {
        var link = DataLink(limits: limits(groups: 2))
        link.join()
        link.wait(1)
        link.hear()
        link.hear(from: DataLink.other)
        for number: UInt8 in 1...2 {
            link.wait(1)
            link.hear(IPv4Address(239, 2, 2, number))
        }
        makeRoom(&link)
        #expect(link.usage.evictedGroups == 1 && link.usage.evictedSources == 2)
        let seen = link.snapshot
        #expect(seen.groups.map(\.address) == [1, 2].map { IPv4Address(239, 2, 2, $0) })
        #expect(seen.tally.packets == 4)
        #expect(seen.joins.count == 1 && seen.joins.toFirstPacket.spread == [1, 1])
        // Its place is taken by another, which knows nothing of it.
        link.hear(IPv4Address(239, 3, 3, 3))
        #expect(link.snapshot[IPv4Address(239, 3, 3, 3)]?.joins.count == 0)
        let due = link.data.takeDue()
        #expect(due == nil)
    }

    @Test("However many come, no more are kept, and sums are those of all packets")
    func flood() {
        var link = DataLink(limits: limits(groups: 40, sources: 60))
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3_000 {
            let group = IPv4Address(239, 1, 1, UInt8.random(in: 0...99, using: &random))
            let source = IPv4Address(192, 0, 2, UInt8.random(in: 0...9, using: &random))
            if Bool.random(using: &random) { link.join(group, from: source) }
            link.hear(group, from: source)
            makeRoom(&link)
            link.wait(0.3)
            while link.data.nextDeadline <= link.link.now { _ = link.data.takeDue() }
        }
        let seen = link.snapshot
        #expect(seen.groups.count <= 40 && seen.groups.reduce(0) { $0 + $1.sources.count } <= 60)
        #expect(seen.groups.count > 20 && link.usage.evictedGroups > 0 && link.usage.evictedSources > 0)
        #expect(seen.tally.packets == 3_000)
        #expect(link.data.timers.count <= 2 * link.data.groups.count + 65)
        link.data.evictAll()
        #expect(link.snapshot.groups.isEmpty)
    }
}

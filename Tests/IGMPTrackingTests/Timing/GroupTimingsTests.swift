import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("GroupTimings")
struct GroupTimingsTests {
    @Test("A group finds its place again, whether it was away or not, and a place that is free goes to the next")
    func places() {
        let usage = TrackerUsage(limits: limits { $0.groups = 3 })
        var timings = GroupTimings(seed: 1, sharing: usage)
        let groups = (1...4).map { IPv4Address(239, 1, 1, $0) }
        let places = groups.prefix(3).map { timings.place(of: $0) }
        #expect(Set(places) == [0, 1, 2])
        #expect(!usage.isExceeded)
        timings.noteGone(places[1], at: Timestamp(nanoseconds: 7))
        timings.noteGone(places[2], at: Timestamp(nanoseconds: 9))
        #expect(timings.place(of: groups[1]) == places[1])
        #expect(timings.place(of: groups[3]) == 3)
        #expect(usage.isExceeded)
        // Only the third is gone.
        #expect(timings.evict(goneUntil: Timestamp(nanoseconds: 8), atMost: 9) == 0)
        #expect(timings.evict(goneUntil: Timestamp(nanoseconds: 9), atMost: 9) == 1)
        #expect(timings.overflow == 1)
        #expect(timings.indices.filter { timings[$0].isKept } == [0, 1, 3])
        #expect(timings.place(of: groups[2]) == places[2])
        #expect(timings[Int(places[2])].address == groups[2])
        #expect(timings.count == 4)
    }

    @Test("At the limit of groups what is measured of the one goes that is gone longest; the link counts on")
    func limit() {
        let groups = (1...5).map { IPv4Address(239, 1, 1, $0) }
        let host = IPv4Address(10, 0, 0, 9)
        var link = TrackedLink(limits: limits { $0.groups = 4 })
        link.query(code: 10)
        // One after the other is joined and left.
        for group in groups.prefix(4) {
            link.record(.modeIsExclude, group, from: host)
            link.leave(group, from: host)
            link.advance(.seconds(300))
        }
        #expect(link.tracker.groupCount == 0)
        #expect(link.formerGroups() == Array(groups.prefix(4)))
        // The first comes back, and goes again.
        link.record(.modeIsExclude, groups[0], from: host)
        link.leave(groups[0], from: host)
        link.advance(.seconds(300))
        #expect(link.tracker.totalOverflow.isEmpty)
        link.record(.modeIsExclude, groups[4], from: host)
        // One less than the limit: room is made for one more at least.
        #expect(link.formerGroups() == [groups[0], groups[2], groups[3]])
        #expect(link.tracker.totalOverflow.groupTimings == 1)
        let timing = link.tracker.timingSnapshot()
        #expect(timing.leaves.count == 5)
        let snapshot = link.groups()
        #expect(snapshot.map(\.group.address) == [groups[4]])
        #expect(link.tracker.timing(of: snapshot[0].group, timing).leaves.count == 0)
    }

    @Test("A group that is there keeps what is measured of it, however many others come and go")
    func keptWhileThere() {
        let host = IPv4Address(10, 0, 0, 9)
        let group = IPv4Address(239, 9, 9, 9)
        var link = TrackedLink(limits: limits { $0.groups = 16 })
        for number in 0..<200 {
            link.record(.modeIsExclude, group, from: host)
            link.leave(group, from: host)
            link.record(.modeIsExclude, group, from: host)
            let other = IPv4Address(239, 1, 1, UInt8(number))
            link.record(.modeIsExclude, other, from: host)
            link.leave(other, from: host)
            link.advance(.seconds(100))
        }
        let timing = link.tracker.timingSnapshot()
        #expect(timing.leaves.count == 400)
        #expect(link.group(group).map { link.tracker.timing(of: $0.group, timing).leaves.count } == 200)
        #expect(link.tracker.totalOverflow.groupTimings > 150)
        #expect(link.tracker.totalOverflow.groups == 0)
    }
}

extension TrackedLink {
    /// The groups that are gone and of which something is measured.
    fileprivate borrowing func formerGroups() -> [IPv4Address] {
        var groups: [IPv4Address] = []
        tracker.forEachFormerGroup(tracker.timingSnapshot()) { groups.append($0.group) }
        return groups
    }

    @Test("Of a group that was let go and came back no more delays are told than were counted since")
    func returned() throws {
        let groups = (1...5).map { IPv4Address(239, 1, 1, $0) }
        let host = IPv4Address(10, 0, 0, 9)
        var link = TrackedLink(limits: limits { $0.groups = 4 })
        func answer(_ group: IPv4Address) throws -> DelayDistribution {
            link.query()
            link.advance(.seconds(1))
            link.record(.modeIsExclude, group, from: host)
            let groups = link.groups()
            let seen = try #require(groups.first { $0.group.address == group })
            return link.tracker.timing(of: seen.group, link.tracker.timingSnapshot()).answers.delays
        }
        for (number, group) in groups.enumerated() {
            // As many are kept as there were, as long as there is room for the group.
            let delays = try answer(group)
            #expect(delays.keptCount == 1 && delays.summary.count == 1, "\(number)")
            #expect(delays.median == .seconds(1))
            link.leave(group, from: host)
            link.advance(.seconds(300))
        }
        #expect(link.tracker.totalOverflow.groupTimings == 1)
        let delays = try answer(groups[0])
        #expect(delays.summary.count == 1)
        #expect(delays.keptCount == 0 && delays.median == nil)
        #expect(link.tracker.timingSnapshot().answers.delays.keptCount == 6)
    }
}

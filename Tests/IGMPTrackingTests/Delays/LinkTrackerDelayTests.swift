import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: delays of a whole link")
struct LinkTrackerDelayTests {
    private func inMicroseconds(_ samples: [DelaySample]) -> [ModelDelay] {
        samples.map { ModelDelay(delay: Int($0.delay.nanoseconds / 1000), host: $0.host, group: $0.group) }.sorted()
    }

    /// A distribution as it follows from all its delays, by the definitions alone.
    private func expectEqual(_ seen: DelayDistribution, _ expected: [Int], _ what: Comment) {
        let sorted = expected.sorted()
        func microseconds(_ interval: Interval?) -> Int? { interval.map { Int($0.nanoseconds / 1000) } }
        func percentile(_ percent: Int) -> Int? {
            sorted.isEmpty ? nil : sorted[(percent * sorted.count + 99) / 100 - 1]
        }
        #expect(seen.summary.count == UInt64(sorted.count), what)
        #expect(seen.keptCount == sorted.count, what)
        #expect(microseconds(seen.summary.minimum) == sorted.first, what)
        #expect(microseconds(seen.summary.maximum) == sorted.last, what)
        if !sorted.isEmpty { #expect(microseconds(seen.summary.mean) == sorted.reduce(0, +) / sorted.count, what) }
        #expect(microseconds(seen.median) == percentile(50), what)
        #expect(microseconds(seen.percentile90) == percentile(90), what)
        #expect(microseconds(seen.percentile99) == percentile(99), what)
        #expect(seen.histogram.reduce(0, +) == sorted.count, what)
    }

    @Test(
        "Two hours of 200 hosts: delays are those worked out separately from the packets, to the microsecond",
        arguments: 1...2)
    func twoHours(seed: UInt64) {
        let seconds = 2 * 60 * 60
        let traffic = DelayTraffic(hostCount: 200, seconds: seconds, seed: seed)
        let end = seconds * 1_000_000
        let model = DelayModel(traffic.packets, robustness: DelayTraffic.robustness, end: end)
        var link = TrackedLink()
        for packet in traffic.packets { link.hear(packet) }
        link.tracker.advance(to: TrackedLink.start.advanced(by: .seconds(seconds)))

        // The traffic has what is to be measured, and nobody is given up meanwhile.
        let all = model.answers.values.flatMap { $0 }
        #expect(Set(all.map(\.host)).count > 150)
        #expect(QueryScope.allCases.allSatisfy { model.answers[$0, default: []].count > 200 })
        #expect(model.late.values.reduce(0, +) > 100 && model.missing.values.reduce(0, +) > 100)
        #expect(model.leaveToQuery.count > 200 && model.leaveLatency.count > 20 && model.querySpacing.count > 200)
        #expect(model.leavesWithoutQuery > 10 && model.repeatIntervals.count > 200)
        let isAnybodyGivenUp = link.tracker.changes.contains {
            if case .memberLeft(_, _, .unanswered) = $0.kind { true } else { false }
        }
        #expect(!isAnybodyGivenUp)

        let timing = link.tracker.timingSnapshot()
        for scope in QueryScope.allCases {
            let expected = model.answers[scope, default: []].sorted()
            let kept = link.tracker.timing.answers.places(of: scope).map { link.tracker.timing.answers[$0] }
            #expect(inMicroseconds(kept) == expected, "\(scope)")
            expectEqual(timing.answers(to: scope).delays, expected.map(\.delay), "\(scope)")
        }
        expectEqual(timing.answers.delays, all.map(\.delay), "all answers")
        #expect(timing.answers.late == UInt64(model.late.values.reduce(0, +)))
        #expect(timing.answers.missing == UInt64(model.missing.values.reduce(0, +)))
        var hosts = 0
        link.tracker.forEachHost(timing) { host in
            hosts += 1
            expectEqual(
                host.answers.delays, all.filter { $0.host == host.address }.map(\.delay), "\(host.address)")
            #expect(host.answers.late == UInt64(model.late[host.address, default: 0]), "\(host.address)")
            #expect(host.answers.missing == UInt64(model.missing[host.address, default: 0]), "\(host.address)")
        }
        #expect(hosts > 180)
        link.tracker.forEachGroup { tracker, group in
            let measured = tracker.timing(of: group, timing)
            let address = group.address
            expectEqual(measured.answers.delays, all.filter { $0.group == address }.map(\.delay), "\(address)")
            #expect(measured.answers.missing == UInt64(model.missingByGroup[address, default: 0]), "\(address)")
            expectEqual(
                measured.leaves.latency, model.leaveLatency.filter { $0.group == address }.map(\.delay), "\(address)")
            expectEqual(
                measured.leaves.toQuery, model.leaveToQuery.filter { $0.group == address }.map(\.delay), "\(address)")
        }

        #expect(inMicroseconds(link.tracker.timing.leaves.toQuery.kept) == model.leaveToQuery.sorted())
        #expect(inMicroseconds(link.tracker.timing.leaves.latency.kept) == model.leaveLatency.sorted())
        #expect(inMicroseconds(link.tracker.timing.leaves.querySpacing.kept) == model.querySpacing.sorted())
        expectEqual(timing.leaves.latency, model.leaveLatency.map(\.delay), "leave latency")
        #expect(timing.leaves.count == UInt64(model.leaves))
        #expect(timing.leaves.unasked == UInt64(model.leavesWithoutQuery))
        let lengths = (1...8).map { length in UInt64(model.series.count { min($0, 8) == length }) }
        #expect(timing.querySeries.countByLength == lengths)
        #expect(
            inMicroseconds(link.tracker.timing.stateChanges.repeatInterval.kept) == model.repeatIntervals.sorted())
    }
}

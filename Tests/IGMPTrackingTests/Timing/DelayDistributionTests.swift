import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("DelayDistribution")
struct DelayDistributionTests {
    private func distribution(_ delays: [Interval]) -> DelayDistribution {
        var summary = DelaySummary()
        for delay in delays { summary.add(delay) }
        return DelayDistribution(summary, kept: delays.sorted())
    }

    @Test("Of nothing there is no percentile, and the histogram is empty")
    func empty() {
        let none = distribution([])
        #expect(none.median == nil && none.percentile90 == nil && none.percentile99 == nil)
        #expect(none.histogram.allSatisfy { $0 == 0 })
        #expect(none.keptCount == 0)
    }

    @Test(
        "A percentile is the least delay that so many per cent of all do not exceed",
        arguments: [1, 2, 9, 10, 11, 100, 101, 777])
    func percentiles(count: Int) {
        let delays = (1...count).map { Interval.milliseconds($0 * $0) }
        let seen = distribution(delays)
        for (percent, value) in [(50, seen.median), (90, seen.percentile90), (99, seen.percentile99)] {
            let expected = delays.first { limit in
                100 * delays.count { $0 <= limit } >= percent * count
            }
            #expect(value == expected, "p\(percent)")
        }
    }

    @Test("Of more delays than were counted none tells anything: some are of before the count began anew")
    func former() {
        var summary = DelaySummary()
        for delay in [5, 7] { summary.add(.seconds(delay)) }
        let kept = [3, 5, 7].map { Interval.seconds($0) }
        #expect(DelayDistribution(summary, kept: Array(kept.suffix(2))).median == .seconds(5))
        let mixed = DelayDistribution(summary, kept: kept)
        #expect(mixed.keptCount == 0 && mixed.median == nil)
        #expect(mixed.histogram.allSatisfy { $0 == 0 })
        #expect(mixed.summary == summary)
    }

    @Test("A delay on a bound is counted up to that bound, one above it beyond")
    func histogram() {
        #expect(DelayDistribution.bounds.first == .milliseconds(1))
        #expect(DelayDistribution.bounds.last == .milliseconds(32_768))
        for (place, bound) in DelayDistribution.bounds.enumerated() {
            let above = bound + Interval(nanoseconds: 1)
            let histogram = distribution([bound, above, above]).histogram
            #expect(histogram.count == DelayDistribution.bounds.count + 1)
            #expect(histogram[place] == 1)
            #expect(histogram[place + 1] == 2)
        }
        #expect(distribution([Interval(nanoseconds: 0)]).histogram[0] == 1)
    }
}

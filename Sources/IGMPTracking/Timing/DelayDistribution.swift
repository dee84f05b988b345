public import IGMPWire

/// How delays are distributed.
public struct DelayDistribution: Hashable, Sendable {
    /// Of all of them, exact.
    public let summary: DelaySummary
    /// How many of them are kept one by one, the last ones; percentiles and histogram
    /// are made of these, and are exact where they are all. None while some may be of before
    /// the host or group was let go.
    public let keptCount: Int
    /// The least delay that as many per cent of all are no greater than; nil for none.
    public let median: Interval?
    public let percentile90: Interval?
    public let percentile99: Interval?
    /// How many are above each of ``bounds`` and not above the next, the first those
    /// not above the first bound, the last those above the last.
    public let histogram: [Int]

    /// 1 ms, 2 ms, 4 ms and so on, up to 32.768 s.
    public static let bounds: [Interval] = (0..<16).map { .milliseconds(1 << $0) }

    /// - Parameter kept: in order, the least first.
    init(_ summary: DelaySummary, kept: [Interval]) {
        self.summary = summary
        // Where there are more, whose they are was let go and came back. The summary began anew then, and
        // which of them were before that is not known.
        let kept = UInt64(kept.count) <= summary.count ? kept : []
        keptCount = kept.count
        func percentile(_ percent: Int) -> Interval? {
            // The nearest rank: that of the sample itself, so nothing is interpolated.
            guard !kept.isEmpty else { return nil }
            let rank = (percent * kept.count + 99) / 100
            return kept[max(rank, 1) - 1]
        }
        median = percentile(50)
        percentile90 = percentile(90)
        percentile99 = percentile(99)
        var histogram: [Int] = []
        histogram.reserveCapacity(Self.bounds.count + 1)
        var counted = 0
        for bound in Self.bounds {
            let notAbove = kept.partitionPoint { $0 <= bound }
            histogram.append(notAbove - counted)
            counted = notAbove
        }
        histogram.append(kept.count - counted)
        self.histogram = histogram
    }
}

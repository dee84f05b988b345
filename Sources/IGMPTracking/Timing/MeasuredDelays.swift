import IGMPWire

/// Delays of one kind on a link: all in a summary, the last ones one by one.
struct MeasuredDelays: ~Copyable {
    private(set) var summary = DelaySummary()
    private var log: DelayLog

    /// - Parameters:
    ///   - capacity: how many are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage) {
        log = DelayLog(capacity: capacity, sharing: usage)
    }

    /// How many are kept that other links cannot keep for that.
    var sharedCount: Int { log.sharedCount }

    @inline(__always)
    mutating func add(_ delay: Interval, host: IPv4Address, group: IPv4Address) {
        summary.add(delay)
        log.add(delay, host: host, group: group)
    }

    /// A copy of those that are kept, in no order.
    var kept: [DelaySample] { log.kept }

    /// How they are distributed.
    var distribution: DelayDistribution { DelayDistribution(summary, kept: kept.inOrder.map(\.delay)) }
}

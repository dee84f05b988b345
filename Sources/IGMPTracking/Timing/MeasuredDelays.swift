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

    /// How many are kept one by one.
    var keptCount: Int { log.count }

    /// One of those that are kept, in no order.
    subscript(place: UInt32) -> DelaySample { log[place] }

    /// The places of those that are kept, the least first.
    var places: [UInt32] { [UInt32](0..<UInt32(log.count)).sorted(byNumber: { log[$0].rank }) }

    /// A copy of those that are kept, in no order.
    var kept: [DelaySample] { log.kept }

    /// How they are distributed.
    var distribution: DelayDistribution { DelayDistribution(summary, kept: places.map { log[$0].delay }) }
}

import IGMPWire

/// What follows the leaves of a link: specific queries, and the end of forwarding.
struct LinkLeaves: ~Copyable {
    /// Members that left groups that were forwarded.
    private(set) var count: UInt64 = 0
    /// Those that no query followed.
    private(set) var unasked: UInt64 = 0
    var toQuery: MeasuredDelays
    var latency: MeasuredDelays
    /// From one specific query of a series to the next.
    var querySpacing: MeasuredDelays
    /// Series of queries that no leave began.
    private(set) var unprovokedSeries: UInt64 = 0
    /// How many series have that many queries, from 1; the last place stands for more.
    private(set) var seriesByLength = InlineArray<8, UInt64>(repeating: 0)

    /// - Parameters:
    ///   - capacity: how many delays of each kind are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage) {
        toQuery = MeasuredDelays(capacity: capacity, sharing: usage)
        latency = MeasuredDelays(capacity: capacity, sharing: usage)
        querySpacing = MeasuredDelays(capacity: capacity, sharing: usage)
    }

    /// How many delays are kept that other links cannot keep for that.
    var sharedCount: Int { toQuery.sharedCount + latency.sharedCount + querySpacing.sharedCount }

    mutating func countLeave() { count &+= 1 }
    mutating func countUnasked() { unasked &+= 1 }
    mutating func countUnprovokedSeries() { unprovokedSeries &+= 1 }

    /// A query that is the `position`-th of its series, from 1.
    mutating func countQuery(_ position: UInt32) {
        let place = min(Int(position), seriesByLength.count) - 1
        if position > 1 { seriesByLength[min(Int(position) - 1, seriesByLength.count) - 1] &-= 1 }
        seriesByLength[place] &+= 1
    }
}

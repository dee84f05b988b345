public import IGMPWire

/// One delay that was measured, and whose.
public struct DelaySample: Hashable, Sendable {
    public let delay: Interval
    public let host: IPv4Address
    public let group: IPv4Address
}

/// The last delays of one kind, one by one: what percentiles and histograms are made from.
///
/// A ring: to add a delay costs one store, and what is kept has a bound.
struct DelayLog: ~Copyable {
    private var samples = Slab<DelaySample>()
    private let capacity: Int
    /// Where the next one goes once the ring is full.
    private var next = 0

    /// - Parameter capacity: how many delays are kept one by one.
    init(capacity: Int) {
        self.capacity = max(capacity, 1)
    }

    @inline(__always)
    mutating func add(_ delay: Interval, host: IPv4Address, group: IPv4Address) {
        let sample = DelaySample(delay: delay, host: host, group: group)
        guard samples.count == capacity else { return samples.append(sample) }
        samples[next] = sample
        next &+= 1
        if next == capacity { next = 0 }
    }

    /// A copy of those that are kept, in no order.
    var kept: [DelaySample] { samples.indices.map { samples[$0] } }
}

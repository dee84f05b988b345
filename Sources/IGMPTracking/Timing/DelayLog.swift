public import IGMPWire

/// One delay that was measured, and whose.
public struct DelaySample: Hashable, Sendable {
    public let delay: Interval
    public let host: IPv4Address
    public let group: IPv4Address

    /// A number by which the least delay comes first.
    var rank: UInt64 { UInt64(bitPattern: delay.nanoseconds ^ .min) }
}

/// The last delays of one kind, one by one: what percentiles and histograms are made from.
///
/// A ring: to add a delay costs one store, and what is kept has a bound.
struct DelayLog: ~Copyable {
    private var samples = Slab<DelaySample>()
    private let capacity: Int
    /// Where the next one goes once the ring is full.
    private var next = 0
    /// Shared with the logs of other links; these few are kept whatever the others keep.
    private let usage: TrackerUsage?
    private static let least = 16

    /// - Parameters:
    ///   - capacity: how many delays are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage? = nil) {
        self.capacity = max(capacity, 1)
        self.usage = usage
    }

    /// How many are kept that others cannot keep for that.
    var sharedCount: Int { usage == nil ? 0 : max(0, samples.count - Self.least) }

    @inline(__always)
    mutating func add(_ delay: Interval, host: IPv4Address, group: IPv4Address) {
        let sample = DelaySample(delay: delay, host: host, group: group)
        if samples.count < capacity, hasRoom { return samples.append(sample) }
        samples[next] = sample
        next &+= 1
        if next >= samples.count { next = 0 }
    }

    private var hasRoom: Bool {
        guard let usage, samples.count >= Self.least else { return true }
        return usage.admitDelaySample()
    }

    /// How many are kept.
    var count: Int { samples.count }

    /// One of those that are kept, in no order.
    subscript(place: UInt32) -> DelaySample { samples[Int(place)] }

    /// A copy of those that are kept, in no order.
    var kept: [DelaySample] { samples.indices.map { samples[$0] } }
}

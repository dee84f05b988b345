import IGMPWire

/// The delays of every host, or of every group, in order.
struct DelaysByAddress: Sendable {
    /// By address, then delay.
    private let samples: [DelaySample]
    private let address: @Sendable (DelaySample) -> IPv4Address

    /// - Parameter samples: in order, the least delay first.
    init(_ samples: [DelaySample], by address: @escaping @Sendable (DelaySample) -> IPv4Address) {
        self.samples = samples.sorted(byNumber: { UInt64(address($0).rawValue) })
        self.address = address
    }

    /// The delays of one host or group, the least first.
    subscript(owner: IPv4Address) -> [Interval] {
        let first = samples.partitionPoint { address($0) < owner }
        return samples[first...].prefix { address($0) == owner }.map(\.delay)
    }
}

import IGMPWire

/// The delays of every host, or of every group, in order.
struct DelaysByAddress: Sendable {
    /// The least delay first.
    private let samples: [DelaySample]
    /// Their places by address, then delay.
    private let order: [UInt32]
    private let address: @Sendable (DelaySample) -> IPv4Address

    /// - Parameter samples: in order, the least delay first.
    init(_ samples: [DelaySample], by address: @escaping @Sendable (DelaySample) -> IPv4Address) {
        self.samples = samples
        order = samples.order(byNumber: { UInt64(address($0).rawValue) })
        self.address = address
    }

    /// The delays of one host or group, the least first.
    subscript(owner: IPv4Address) -> [Interval] {
        let first = order.partitionPoint { address(samples[Int($0)]) < owner }
        return order[first...].lazy.map { samples[Int($0)] }.prefix { address($0) == owner }.map(\.delay)
    }
}

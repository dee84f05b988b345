import IGMPWire

/// Where the delays of every host, or of every group, are among samples that are kept elsewhere.
struct DelaysByAddress: Sendable {
    /// The places of the samples by address, then delay.
    private let order: [UInt32]
    private let address: @Sendable (DelaySample) -> IPv4Address

    /// - Parameters:
    ///   - places: of the samples, the least delay first.
    ///   - address: whose a sample is.
    ///   - sample: that of a place.
    init(
        _ places: [UInt32], by address: @escaping @Sendable (DelaySample) -> IPv4Address,
        in sample: (UInt32) -> DelaySample
    ) {
        order = places.sorted(byNumber: { UInt64(address(sample($0)).rawValue) })
        self.address = address
    }

    /// The delays of one host or group, the least first.
    ///
    /// - Parameter sample: that of a place, as it was when the places were put in order.
    func delays(of owner: IPv4Address, _ sample: (UInt32) -> DelaySample) -> [Interval] {
        let first = order.partitionPoint { address(sample($0)) < owner }
        let end = order.partitionPoint { address(sample($0)) <= owner }
        return order[first..<end].map { sample($0).delay }
    }
}

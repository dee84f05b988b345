/// The last bad packets, in memory taken once.
public struct BadPacketRing: ~Copyable {
    private let limit: Int
    private var kept: [BadPacket] = []
    /// How many there were, kept or not.
    public private(set) var total: UInt64 = 0

    init(limit: Int) {
        self.limit = limit
        kept.reserveCapacity(limit)
    }

    mutating func keep(_ packet: BadPacket) {
        if kept.count < limit { kept.append(packet) } else if limit > 0 { kept[Int(total % UInt64(limit))] = packet }
        total &+= 1
    }

    /// Those that are kept, in the order in which they came.
    public func inOrder() -> [BadPacket] {
        guard kept.count == limit, limit > 0 else { return kept }
        let oldest = Int(total % UInt64(limit))
        return Array(kept[oldest...] + kept[..<oldest])
    }
}

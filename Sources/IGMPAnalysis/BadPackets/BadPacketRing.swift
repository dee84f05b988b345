/// The last bad packets, in memory taken once.
public struct BadPacketRing: ~Copyable {
    private let limit: Int
    private var kept: [BadPacket] = []
    /// Where the next one goes once the ring is full: the place of the oldest.
    private var next = 0
    /// How many there were, kept or not.
    public private(set) var total: UInt64 = 0

    init(limit: Int) {
        self.limit = limit
        kept.reserveCapacity(limit)
    }

    mutating func keep(_ packet: BadPacket) {
        total &+= 1
        if kept.count < limit { return kept.append(packet) }
        guard limit > 0 else { return }
        kept[next] = packet
        next = next + 1 == limit ? 0 : next + 1
    }

    /// Forgets those of an interface; they remain in ``total``.
    mutating func removeAll(ofInterface interface: Int) {
        let left = inOrder().filter { $0.link.interface != interface }
        kept.removeAll(keepingCapacity: true)
        kept += left
        next = 0
    }

    /// Those that are kept, in the order in which they came.
    public func inOrder() -> [BadPacket] { Array(kept[next...] + kept[..<next]) }
}

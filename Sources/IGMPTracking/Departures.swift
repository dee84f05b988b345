public import IGMPWire

/// A membership that ended.
public struct Departure: Hashable, Sendable {
    public let group: IPv4Address
    public let host: IPv4Address
    /// Of its last report: 1, 2 or 3.
    public let version: Int
    /// Nil for a membership that no packet has shown.
    public let joinedAt: Timestamp?
    public let at: Timestamp
    public let reason: LeaveReason
}

/// The memberships of a link that ended last, and how many did in all.
public struct Departures: ~Copyable {
    private var ring = Slab<Departure>()
    public private(set) var count: UInt64 = 0

    /// How many are kept.
    public static let limit = 64

    /// Those that are kept, the oldest first.
    public var recent: [Departure] {
        let first = ring.count < Self.limit ? 0 : place(of: count)
        return ring.indices.map { ring[(first + $0) % ring.count] }
    }

    @inline(__always)
    mutating func note(_ departure: Departure) {
        if ring.count < Self.limit { ring.append(departure) } else { ring[place(of: count)] = departure }
        count &+= 1
    }

    private func place(of number: UInt64) -> Int { Int(number % UInt64(Self.limit)) }
}

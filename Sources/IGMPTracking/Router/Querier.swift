public import IGMPWire

/// An address that has sent queries on a link.
public struct Querier: Hashable, Sendable {
    public let address: IPv4Address
    /// Of its last query; nil where the link layer has none.
    public internal(set) var mac: MACAddress?
    /// Of its last query: 1, 2 or 3.
    public internal(set) var version: Int
    /// Well-formed queries of any scope.
    public internal(set) var queryCount: UInt64 = 0
    public internal(set) var firstAt: Timestamp
    public internal(set) var lastAt: Timestamp
    /// The Query Interval that its last version 3 query announced.
    public internal(set) var advertisedInterval: Interval?
    /// The times between its general queries.
    public internal(set) var measuredInterval = Spread()
    /// When its last general query was seen; nil before the first.
    public internal(set) var lastGeneralAt: Timestamp?
}

/// The least, greatest and mean of some intervals.
public struct Spread: Hashable, Sendable {
    public private(set) var count: UInt64 = 0
    public private(set) var minimum = Interval(nanoseconds: .max)
    public private(set) var maximum = Interval(nanoseconds: .min)
    private var total = Interval(nanoseconds: 0)

    mutating func add(_ interval: Interval) {
        count += 1
        minimum = Swift.min(minimum, interval)
        maximum = Swift.max(maximum, interval)
        total = total + interval
    }

    /// Rounded down to a nanosecond; nil for none.
    public var mean: Interval? { count == 0 ? nil : Interval(nanoseconds: total.nanoseconds / Int64(count)) }
}

/// A router that made itself known by something other than queries.
public struct OtherRouter: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable {
        case pimV1, dvmrp, mrd

        /// Its name in reports.
        public var name: StaticString {
            switch self {
            case .pimV1: "pim_v1"
            case .dvmrp: "dvmrp"
            case .mrd: "mrd"
            }
        }
    }

    public let address: IPv4Address
    public let kind: Kind
    public internal(set) var lastAt: Timestamp
}

public import IGMPWire

/// How the election of a link's querier went: counts of everything, and the last
/// changes one by one.
public struct ElectionHistory: Sendable {
    /// One change.
    public struct Entry: Hashable, Sendable {
        public enum Kind: UInt8, Hashable, Sendable {
            /// Nobody was elected, and somebody queried.
            case elected
            /// A lower address queried while another was elected.
            case preempted
            /// The elected one was given up, and another one queries already.
            case succeeded
            /// The elected one was given up, and nobody else queries.
            case lost

            /// Its name in reports.
            public var name: StaticString {
                switch self {
                case .elected: "elected"
                case .preempted: "preempted"
                case .succeeded: "succeeded"
                case .lost: "lost"
                }
            }
        }

        public let at: Timestamp
        public let kind: Kind
        /// Who is elected from now on; nil when nobody is.
        public let querier: IPv4Address?
        /// Who was elected last before; nil when nobody ever was.
        public let previous: IPv4Address?
        /// How long the previous one had been silent.
        public let gap: Interval?
        /// After what silence the previous one is given up (RFC 9776 section 8.5).
        public let otherQuerierPresentInterval: Interval?
    }

    /// The last ``limit`` changes, the oldest first.
    public private(set) var recent: [Entry] = []
    public private(set) var total: UInt64 = 0
    /// How often the elected one became another address, at once or after a loss.
    public private(set) var changeCount: UInt64 = 0
    /// How often the elected one was given up.
    public private(set) var lossCount: UInt64 = 0

    /// How many changes are kept one by one.
    public static let limit = 32

    mutating func note(_ entry: Entry) {
        total += 1
        if entry.kind == .lost || entry.kind == .succeeded { lossCount += 1 }
        if let querier = entry.querier, let previous = entry.previous, querier != previous { changeCount += 1 }
        if recent.count == Self.limit { recent.removeFirst() }
        recent.append(entry)
    }
}

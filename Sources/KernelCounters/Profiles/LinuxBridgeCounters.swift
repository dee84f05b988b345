/// The IGMP counters of one port of a Linux bridge: what
/// `ip -s link xstats type bridge_slave` shows (`struct br_mcast_stats`).
public struct LinuxBridgeCounters: Hashable, Sendable {
    /// By direction, as the bridge sees it, and version.
    public struct Versions: Hashable, Sendable {
        public var rxV1: UInt64 = 0
        public var rxV2: UInt64 = 0
        public var rxV3: UInt64 = 0
        public var txV1: UInt64 = 0
        public var txV2: UInt64 = 0
        public var txV3: UInt64 = 0

        public init() {}

        public init(v1: Directions, v2: Directions, v3: Directions) {
            (rxV1, rxV2, rxV3) = (v1.rx, v2.rx, v3.rx)
            (txV1, txV2, txV3) = (v1.tx, v2.tx, v3.tx)
        }

        mutating func add(_ other: Versions) {
            rxV1 += other.rxV1
            rxV2 += other.rxV2
            rxV3 += other.rxV3
            txV1 += other.txV1
            txV2 += other.txV2
            txV3 += other.txV3
        }

        /// - Parameter version: 1, 2 or 3.
        mutating func count(version: Int, isSent: Bool) {
            switch (version, isSent) {
            case (1, false): rxV1 += 1
            case (1, true): txV1 += 1
            case (2, false): rxV2 += 1
            case (2, true): txV2 += 1
            case (_, false): rxV3 += 1
            case (_, true): txV3 += 1
            }
        }
    }

    /// By direction, as the bridge sees it.
    public struct Directions: Hashable, Sendable {
        public var rx: UInt64 = 0
        public var tx: UInt64 = 0

        public init(rx: UInt64 = 0, tx: UInt64 = 0) {
            self.rx = rx
            self.tx = tx
        }
    }

    public var igmpQueries = Versions()
    public var igmpReports = Versions()
    public var igmpLeaves = Directions()
    /// Frames that came in and were dropped: a bad IPv4 header, too few bytes, a
    /// bad checksum, or a query of a length or to a destination that none has.
    public var igmpParseErrors: UInt64 = 0

    public init() {}

    /// Adds what was counted elsewhere: a port counts its VLANs together.
    public mutating func add(_ other: LinuxBridgeCounters) {
        igmpQueries.add(other.igmpQueries)
        igmpReports.add(other.igmpReports)
        igmpLeaves.rx += other.igmpLeaves.rx
        igmpLeaves.tx += other.igmpLeaves.tx
        igmpParseErrors += other.igmpParseErrors
    }
}

extension LinuxBridgeCounters {
    /// What each of ``values`` is called by `ip -j link xstats`, the key within its object last.
    public static let names = [
        "igmp_queries rx_v1", "igmp_queries rx_v2", "igmp_queries rx_v3", "igmp_queries tx_v1", "igmp_queries tx_v2",
        "igmp_queries tx_v3", "igmp_reports rx_v1", "igmp_reports rx_v2", "igmp_reports rx_v3", "igmp_reports tx_v1",
        "igmp_reports tx_v2", "igmp_reports tx_v3", "igmp_leaves rx", "igmp_leaves tx", "igmp_parse_errors",
    ]

    /// All of them, in the order of ``names``.
    public var values: [UInt64] {
        let (queries, reports, leaves) = (igmpQueries, igmpReports, igmpLeaves)
        return [
            queries.rxV1, queries.rxV2, queries.rxV3, queries.txV1, queries.txV2, queries.txV3, reports.rxV1,
            reports.rxV2, reports.rxV3, reports.txV1, reports.txV2, reports.txV3, leaves.rx, leaves.tx, igmpParseErrors,
        ]
    }
}

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

        public init() {}
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

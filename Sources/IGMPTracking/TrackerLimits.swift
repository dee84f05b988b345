/// How much a tracker keeps of one link, whatever is sent there.
public struct TrackerLimits: Hashable, Sendable {
    public var groups = 65_536
    public var hosts = 1_048_576
    /// Memberships: pairs of a group and a host.
    public var members = 8_388_608
    /// Sources that a router keeps of one group.
    public var sourcesPerGroup = 4_096
    /// Sources that all version 3 members together hold.
    public var memberSources = 16_777_216
    /// Addresses that query, and likewise other routers.
    public var queriers = 256
    /// Delays of each kind that are kept one by one, for percentiles.
    public var delaySamples = 262_144
    /// Hosts that are in no group any more and not yet forgotten.
    public var idleHosts = 65_536

    public init() {}
}

/// How often something found no room, by table.
public struct TrackerOverflow: Hashable, Sendable {
    public internal(set) var groups: UInt64 = 0
    public internal(set) var hosts: UInt64 = 0
    public internal(set) var members: UInt64 = 0
    public internal(set) var sources: UInt64 = 0
    public internal(set) var routers: UInt64 = 0
    /// Groups whose delays are counted for the link only.
    public internal(set) var groupTimings: UInt64 = 0

    public init() {}

    /// Whether everything had room.
    public var isEmpty: Bool { self == TrackerOverflow() }

    /// Adds what found no room elsewhere.
    public mutating func add(_ other: TrackerOverflow) {
        groups += other.groups
        hosts += other.hosts
        members += other.members
        sources += other.sources
        routers += other.routers
        groupTimings += other.groupTimings
    }
}

/// How much is kept, whatever is sent. Where there is more, the least recently
/// heard goes first.
///
/// Those of one group, member or link say so; the others hold for all links of a
/// run together.
public struct TrackerLimits: Hashable, Sendable {
    public var groups = 65_536
    public var hosts = 1_000_000
    /// Memberships: pairs of a group and a host.
    public var members = 6_000_000
    /// Sources that a router keeps of all groups.
    public var groupSources = 2_000_000
    /// Sources that all version 3 members hold.
    public var memberSources = 8_000_000
    /// Delays that are kept one by one, for percentiles.
    public var delaySamples = 524_288
    /// Sources that a router keeps of one group.
    public var sourcesPerGroup = 4_096
    /// Sources that one version 3 member holds: those with the lowest addresses,
    /// since nothing tells when each was heard. At most 65,535.
    public var sourcesPerMember = 4_096
    /// Addresses that query on one link, and likewise other routers.
    public var routers = 64
    /// Groups of which traffic is counted, and sources of theirs: pairs of a group and a source.
    public var dataGroups = 65_536
    public var dataSources = 262_144
    /// Hosts of one link that are in no group any more and not yet forgotten.
    public var idleHosts = 65_536

    public init() {}

    /// Delays of each kind that are kept one by one of one link: no kind takes the room of all.
    var delaySamplesOfKind: Int { max(delaySamples / 4, 1) }

    /// What is left of a table that had too much in it: less than the limit, so that
    /// room is made for many at once.
    static func room(in limit: Int) -> Int { limit - limit / 64 }
}

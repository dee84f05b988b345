/// How much was let go, or not taken in, for want of room, by table.
public struct TrackerOverflow: Hashable, Sendable {
    public internal(set) var groups: UInt64 = 0
    public internal(set) var hosts: UInt64 = 0
    /// Those of groups and hosts that were let go among them.
    public internal(set) var members: UInt64 = 0
    public internal(set) var sources: UInt64 = 0
    public internal(set) var routers: UInt64 = 0
    /// Groups that are gone, and of which the delays were let go too.
    public internal(set) var groupTimings: UInt64 = 0

    public init() {}

    /// Whether everything had room.
    public var isEmpty: Bool { self == TrackerOverflow() }

    /// Adds what was let go elsewhere.
    public mutating func add(_ other: TrackerOverflow) {
        groups += other.groups
        hosts += other.hosts
        members += other.members
        sources += other.sources
        routers += other.routers
        groupTimings += other.groupTimings
    }
}

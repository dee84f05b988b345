public import IGMPWire

/// How often a version became another one.
public struct VersionChanges: Hashable, Sendable {
    public private(set) var count: UInt64 = 0
    /// When it last did; nil before the first time.
    public private(set) var lastAt: Timestamp?
    /// Which version it was before the last time.
    public private(set) var previous: Int?

    mutating func note(from old: Int, at now: Timestamp) {
        count += 1
        lastAt = now
        previous = old
    }
}

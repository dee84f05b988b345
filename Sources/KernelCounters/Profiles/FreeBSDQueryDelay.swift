import IGMPWire

/// How often a group's group-and-source-specific queries are looked at: once in
/// `net.inet.igmp.gsrdelay`, 10 s by default; the others are dropped.
struct FreeBSDQueryDelay: Sendable {
    static let minimum = Interval.seconds(10)

    private var lastAt: Timestamp?

    /// Takes in a version 3 query of a joined group.
    mutating func hear(_ query: borrowing IGMPMessage, at now: Timestamp, into counters: inout FreeBSDCounters) {
        guard query.bytes.uint16(at: 10) > 0 else { return }
        if let lastAt, now.since(lastAt) < Self.minimum {
            counters.dropGSRQueries += 1
        } else {
            lastAt = now
        }
    }
}

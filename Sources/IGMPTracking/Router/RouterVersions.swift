public import IGMPWire

/// Which versions of querier have been heard, and for how long that holds.
public struct RouterVersions: Hashable, Sendable {
    /// The last query with Max Resp Code 0 that a router on the link took.
    private var v1QueryAt: Timestamp?
    private var v2QueryAt: Timestamp?
    private var hasV3Query = false

    /// How long a version 1 query makes a NetBSD host believe in a version 1
    /// router: IGMP_AGE_THRESHOLD, 540 ticks of PR_SLOWHZ, 2 a second.
    ///
    /// The first tick comes somewhere within half a second of the query, so the
    /// last one comes 269.5 to 270 s after it.
    public static let v1RouterAge = Interval.milliseconds(269_750)

    mutating func v1Query(at now: Timestamp) { v1QueryAt = now }
    mutating func v2Query(at now: Timestamp) { v2QueryAt = now }
    mutating func v3Query() { hasV3Query = true }

    /// Whether a version 1 query seen at `queried` still holds at `now`.
    public static func isV1(queriedAt queried: Timestamp?, now: Timestamp) -> Bool {
        guard let queried else { return false }
        return now.since(queried) < v1RouterAge
    }

    /// When time alone next changes the version; nil when it does not.
    func nextChange(after now: Timestamp, olderQuerierPresent: Interval) -> Timestamp? {
        if let v1QueryAt, Self.isV1(queriedAt: v1QueryAt, now: now) { return v1QueryAt.advanced(by: Self.v1RouterAge) }
        guard hasV3Query, let v2QueryAt, now.since(v2QueryAt) < olderQuerierPresent else { return nil }
        return v2QueryAt.advanced(by: olderQuerierPresent)
    }

    /// The version that hosts on the link work with: 1 while a version 1 query
    /// is remembered, else 3 where version 3 queriers have been heard and no
    /// version 2 querier within the Older Version Querier Present Interval
    /// (RFC 9776 section 8.12), else 2, which is where a NetBSD host starts.
    func version(at now: Timestamp, olderQuerierPresent: Interval) -> Int {
        if Self.isV1(queriedAt: v1QueryAt, now: now) { return 1 }
        guard hasV3Query else { return 2 }
        if let v2QueryAt, now.since(v2QueryAt) < olderQuerierPresent { return 2 }
        return 3
    }
}

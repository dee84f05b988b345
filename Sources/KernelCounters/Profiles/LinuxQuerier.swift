import IGMPWire

/// What a Linux interface knows of its queriers: the first half of `igmp_heard_query`.
struct LinuxQuerier: Sendable {
    /// Which timers a query starts.
    struct Response {
        /// 0.0.0.0 for all.
        let group: IPv4Address
        let maxTime: Interval
        /// Whether it is given in version 3.
        let isVersion3: Bool
    }

    /// Queries of one older version: when the last came, and until when that holds.
    private struct OlderQueries {
        var at: Timestamp
        /// By all that is known.
        var until: Timestamp
        /// At the least and at the most.
        var untilEarliest: Timestamp
        var untilLatest: Timestamp
    }

    private static let defaultRobustness = 2
    private static let defaultInterval = 125
    private static let defaultResponseInterval = 10

    private var robustness = defaultRobustness
    /// In seconds, like the next one.
    private var queryInterval = defaultInterval
    private var queryResponseInterval = defaultResponseInterval
    /// How long an older version holds at the least and at the most, in seconds, where the
    /// host took values from queries before it was first looked at.
    private var unknownOlderTime: ClosedRange<Int>?
    private var v1: OlderQueries?
    private var v2: OlderQueries?
    /// The version that the host is made to speak by `force_igmp_version`: no packet
    /// says so, but the host does by what it sends.
    private var forced: Int?
    /// Whether that was told, not guessed.
    private var isForcedKnown = false

    /// The column "Querier" of `/proc/net/igmp`: 1, 2 or 3.
    func version(at now: Timestamp) -> Int {
        min(heardVersion(at: now), forced ?? 3)
    }

    /// All that the column may be, given what the host may have heard before it was first looked at.
    func possibleVersions(at now: Timestamp) -> Set<Int> {
        guard unknownOlderTime != nil else { return [version(at: now)] }
        var versions: Set<Int> = []
        var mayBeNewer = true
        for (version, queries) in [(1, v1), (2, v2)] where mayBeNewer {
            guard let queries else { continue }
            if now < queries.untilLatest { versions.insert(version) }
            mayBeNewer = now >= queries.untilEarliest
        }
        if mayBeNewer { versions.insert(3) }
        return Set(versions.map { min($0, forced ?? 3) })
    }

    /// Takes in what the kernel itself says at `now`.
    ///
    /// - Parameter forced: `force_igmp_version`; 0 and 3 are none.
    mutating func start(version: Int, forced: Int, at now: Timestamp) {
        self.forced = forced == 1 || forced == 2 ? forced : nil
        isForcedKnown = true
        // QRV times QQI and the response interval of any version 3 query that there can be.
        let longest = 7 * FloatingPointCode(rawValue: .max).value + Self.defaultResponseInterval
        unknownOlderTime = 1...longest
        guard version < self.forced ?? 3 else { return }
        // It may end at any moment, or have begun just now.
        var inherited = OlderQueries(
            at: now.advanced(by: Interval(nanoseconds: -Self.timerSlack.nanoseconds)),
            until: now.advanced(by: olderVersionTime), untilEarliest: now,
            untilLatest: now.advanced(by: .seconds(longest)))
        if version == 1 { v1 = inherited } else { v2 = inherited }
        guard version == 1 else { return }
        // Version 1 hides whether version 2 was heard too.
        inherited.until = now
        v2 = inherited
    }

    private func heardVersion(at now: Timestamp) -> Int {
        if let v1, now < v1.until { return 1 }
        if let v2, now < v2.until { return 2 }
        return 3
    }

    /// Takes in which version a report or leave of the host's own was of. One older
    /// than any querier asks for is what the host is forced to, or was asked for
    /// before anybody listened; of the two only the first lasts.
    mutating func hostSpoke(version: Int, at now: Timestamp) {
        let justBefore = now.advanced(by: Interval(nanoseconds: -Self.timerSlack.nanoseconds))
        guard !isForcedKnown else {
            // What it heard of older ones is over, unless that came just now.
            if version > 1, let at = v1?.at, at <= justBefore { v1 = nil }
            if version > 2, let at = v2?.at, at <= justBefore { v2 = nil }
            return
        }
        if version < heardVersion(at: justBefore) {
            if forced == nil { unlearn() }
            forced = version
        } else if let forced, version > forced {
            self.forced = nil
        }
    }

    /// Takes in a query of at least 8 bytes; nil if it starts no timer.
    mutating func hear(_ query: borrowing IGMPMessage, at now: Timestamp) -> Response? {
        let bytes = query.bytes
        let code = bytes.uint8(at: 1)
        let group = IPv4Address(rawValue: bytes.uint32(at: 4))
        if bytes.count == 8 {
            // Any of 8 bytes will do, for a group and to a group too.
            if code == 0 {
                v1 = olderQueries(at: now)
                return Self.v1Response
            }
            v2 = olderQueries(at: now)
            return Response(group: group, maxTime: .tenths(Int(code)) + Self.timerSlack, isVersion3: false)
        }
        guard bytes.count >= 12 else { return nil }
        let maxTime = Interval.tenths(FloatingPointCode(rawValue: code).value) + Self.timerSlack
        switch version(at: now) {
        case 1: return Self.v1Response
        case 2: return Response(group: group, maxTime: maxTime, isVersion3: false)
        default: break
        }
        let sourceCount = Int(bytes.uint16(at: 10))
        guard 12 + 4 * sourceCount <= bytes.count else { return nil }
        let isCertain = possibleVersions(at: now) == [3]
        learn(from: bytes)
        // All but the response interval, of which it can only be told that it has not grown.
        if isCertain, unknownOlderTime != nil {
            let longest = robustness * queryInterval
            unknownOlderTime = longest...longest + queryResponseInterval
        }
        // A general query must not have sources, but its values have been taken.
        guard group != .unspecified || sourceCount == 0 else { return nil }
        return Response(group: group, maxTime: maxTime, isVersion3: true)
    }

    /// IGMP_QUERY_RESPONSE_INTERVAL, whatever the query says.
    private static let v1Response = Response(
        group: .unspecified, maxTime: .seconds(10) + timerSlack, isVersion3: false)

    private var olderVersionTime: Interval { .seconds(robustness * queryInterval + queryResponseInterval) }

    private func olderQueries(at now: Timestamp) -> OlderQueries {
        let until = now.advanced(by: olderVersionTime)
        var queries = OlderQueries(at: now, until: until, untilEarliest: until, untilLatest: until)
        if let unknownOlderTime {
            queries.untilEarliest = now.advanced(by: .seconds(unknownOlderTime.lowerBound))
            queries.untilLatest = now.advanced(by: .seconds(unknownOlderTime.upperBound))
        }
        return queries
    }

    /// What timers add to the time that was drawn: two ticks, and the delay of sending.
    private static let timerSlack = Interval.milliseconds(100)

    /// The response interval is not the query's: it only ever shrinks, to stay below the interval.
    private mutating func learn(from bytes: borrowing Bytes) {
        robustness = Int(bytes.uint8(at: 8) & 7)
        if robustness == 0 { robustness = Self.defaultRobustness }
        queryInterval = FloatingPointCode(rawValue: bytes.uint8(at: 9)).value
        if queryInterval == 0 { queryInterval = Self.defaultInterval }
        if queryResponseInterval >= queryInterval { queryResponseInterval = queryInterval - 1 }
    }

    /// A host that is forced to an older version has taken no values of a version 3
    /// querier, as if it were not forced.
    private mutating func unlearn() {
        robustness = Self.defaultRobustness
        queryInterval = Self.defaultInterval
        queryResponseInterval = Self.defaultResponseInterval
        v1 = v1.map { olderQueries(at: $0.at) }
        v2 = v2.map { olderQueries(at: $0.at) }
    }
}

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

    private static let defaultRobustness = 2
    private static let defaultInterval = 125

    private var robustness = defaultRobustness
    /// In seconds, like the next one.
    private var queryInterval = defaultInterval
    private var queryResponseInterval = 10
    private var v1Until: Timestamp?
    private var v2Until: Timestamp?
    /// When those queries came.
    private var v1At: Timestamp?
    private var v2At: Timestamp?
    /// The version that the host is made to speak by `force_igmp_version`: no packet
    /// says so, but the host does by what it sends.
    private var forced: Int?
    /// Whether that was told, not guessed.
    private var isForcedKnown = false
    /// An older version that the host spoke when it was first looked at, and until when
    /// it may go on from queries before that.
    private var inherited: (version: Int, until: Timestamp)?

    /// The column "Querier" of `/proc/net/igmp`: 1, 2 or 3.
    func version(at now: Timestamp) -> Int {
        min(heardVersion(at: now), forced ?? 3)
    }

    /// The same if what it heard before it was first looked at holds no longer.
    func versionWithoutInherited(at now: Timestamp) -> Int {
        var other = self
        other.inherited = nil
        return other.version(at: now)
    }

    /// Takes in what the kernel itself says at `now`.
    ///
    /// - Parameter forced: `force_igmp_version`; 0 and 3 are none.
    mutating func start(version: Int, forced: Int, at now: Timestamp) {
        self.forced = forced == 1 || forced == 2 ? forced : nil
        isForcedKnown = true
        guard version < self.forced ?? 3 else { return }
        let longest = robustness * queryInterval + queryResponseInterval
        inherited = (version, now.advanced(by: .seconds(longest)))
    }

    private func heardVersion(at now: Timestamp) -> Int {
        let heard = heardVersionSinceStart(at: now)
        guard let inherited, now < inherited.until else { return heard }
        return min(heard, inherited.version)
    }

    private func heardVersionSinceStart(at now: Timestamp) -> Int {
        if let v1Until, now < v1Until { return 1 }
        if let v2Until, now < v2Until { return 2 }
        return 3
    }

    /// Takes in which version a report or leave of the host's own was of. One older
    /// than any querier asks for is what the host is forced to, or was asked for
    /// before anybody listened; of the two only the first lasts.
    mutating func hostSpoke(version: Int, at now: Timestamp) {
        if let inherited, version > inherited.version { self.inherited = nil }
        guard !isForcedKnown else { return }
        if version < heardVersion(at: now.advanced(by: Interval(nanoseconds: -Self.timerSlack.nanoseconds))) {
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
                v1At = now
                v1Until = now.advanced(by: olderVersionTime)
                return Self.v1Response
            }
            v2At = now
            v2Until = now.advanced(by: olderVersionTime)
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
        learn(from: bytes)
        // A general query must not have sources, but its values have been taken.
        guard group != .unspecified || sourceCount == 0 else { return nil }
        return Response(group: group, maxTime: maxTime, isVersion3: true)
    }

    /// IGMP_QUERY_RESPONSE_INTERVAL, whatever the query says.
    private static let v1Response = Response(
        group: .unspecified, maxTime: .seconds(10) + timerSlack, isVersion3: false)

    private var olderVersionTime: Interval { .seconds(robustness * queryInterval + queryResponseInterval) }

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
        (robustness, queryInterval, queryResponseInterval) = (Self.defaultRobustness, Self.defaultInterval, 10)
        v1Until = v1At.map { $0.advanced(by: olderVersionTime) }
        v2Until = v2At.map { $0.advanced(by: olderVersionTime) }
    }
}

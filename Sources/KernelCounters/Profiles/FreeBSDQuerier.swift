import IGMPWire

/// Which version of querier a FreeBSD interface answers to: `igmp_set_version`
/// and the older-version timers of `igmp_slowtimo`.
struct FreeBSDQuerier: Sendable {
    /// IGMP_RV_INIT, IGMP_QI_INIT and IGMP_QRI_INIT; the last two in seconds.
    private var robustness = 2
    private var queryInterval = 125
    private var queryResponseInterval = 10

    private var olderVersion = 1
    private var olderUntil: Timestamp?

    /// 1, 2 or 3. A version 1 querier falls back to version 3 at once.
    func version(at now: Timestamp) -> Int {
        if let olderUntil, now < olderUntil { olderVersion } else { 3 }
    }

    /// A query that passed all tests. What is of a newer version than the
    /// interface's mode is ignored.
    ///
    /// - Returns: whether it was of version 3 and acted on.
    mutating func hear(_ query: FreeBSDInput.Outcome, _ message: borrowing IGMPMessage, at now: Timestamp) -> Bool {
        switch query {
        case .nothing:
            return false
        case .v1Query:
            fallBack(to: 1, at: now)
            return false
        case .v2Query:
            if version(at: now) > 1 { fallBack(to: 2, at: now) }
            return false
        case .v3Query:
            guard version(at: now) == 3 else { return false }
            learn(from: message)
            return true
        }
    }

    /// The timer is set in half-seconds and reverts on the tick after it has
    /// reached 0. The first tick comes somewhere within half a second.
    private mutating func fallBack(to version: Int, at now: Timestamp) {
        let seconds = robustness * queryInterval + queryResponseInterval
        olderVersion = version
        olderUntil = now.advanced(by: .seconds(seconds) + .milliseconds(250))
    }

    /// The querier's values, as the kernel has them: a robustness of 1 or none is
    /// 2, and the response time is kept in tenths where seconds are meant.
    private mutating func learn(from message: borrowing IGMPMessage) {
        robustness = max(Int(message.bytes.uint8(at: 8) & 7), 2)
        queryInterval = Self.decoded(message.bytes.uint8(at: 9))
        queryResponseInterval = Self.decoded(message.bytes.uint8(at: 1))
    }

    /// The kernel leaves out the implicit 16 of codes from 128 on.
    private static func decoded(_ code: UInt8) -> Int {
        code < 128 ? Int(code) : Int(code & 15) << (Int(code >> 4 & 7) + 3)
    }
}

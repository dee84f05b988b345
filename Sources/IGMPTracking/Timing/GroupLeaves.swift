import IGMPWire

/// What follows the leaves of one group.
struct GroupLeaves {
    /// Members that left while it was forwarded.
    var count: UInt64 = 0
    /// Those that no query followed.
    private var unaskedBefore: UInt64 = 0
    var toQuery = DelaySummary()
    var latency = DelaySummary()
    /// The leave that a query may still follow, and whose it is.
    private(set) var awaitingSince: Timestamp?
    private(set) var leaver = IPv4Address.unspecified
    /// The last specific query, and the how-manieth of its series it is.
    private(set) var lastQueryAt = Timestamp(nanoseconds: .min)
    private(set) var position: UInt32 = 0

    /// How long after a leave a query may still be for it: a querier sends the first
    /// at once (RFC 2236 section 3, RFC 9776 section 6.4.2).
    static let patience = Interval.seconds(10)

    /// Leaves that no query followed.
    func unasked(at now: Timestamp) -> UInt64 { unaskedBefore &+ unaskedNotCounted(at: now) }

    /// Those of them that ``giveUp(at:)`` has yet to count.
    func unaskedNotCounted(at now: Timestamp) -> UInt64 { isForgotten(at: now) ? 1 : 0 }

    private func isForgotten(at now: Timestamp) -> Bool {
        guard let awaitingSince else { return false }
        return now.since(awaitingSince) > Self.patience
    }

    /// Gives up a leave for which no query came in time. Returns whether there was one.
    mutating func giveUp(at now: Timestamp) -> Bool {
        guard isForgotten(at: now) else { return false }
        awaitingSince = nil
        unaskedBefore &+= 1
        return true
    }

    /// A member left. Who leaves while a query for another's leave is awaited waits
    /// for none of its own.
    mutating func leave(by host: IPv4Address, at now: Timestamp) {
        guard awaitingSince == nil else { return }
        awaitingSince = now
        leaver = host
    }

    /// A specific query was seen. Returns how long after the leave that it is for;
    /// nil where there was none.
    ///
    /// A query that comes within `lastMemberQueryTime`, and half a second, of the
    /// last one belongs to its series, unless another leave came between.
    mutating func query(at now: Timestamp, lastMemberQueryTime: Interval) -> Interval? {
        let delay = awaitingSince.map { now.since($0) }
        let isRepeat = delay == nil && now.since(lastQueryAt) <= lastMemberQueryTime + Question.tolerance
        position = isRepeat ? position &+ 1 : 1
        awaitingSince = nil
        lastQueryAt = now
        if let delay { toQuery.add(delay) }
        return delay
    }
}

import IGMPWire

/// The rounds of queries that had to be answered: one open at most, and the
/// opening times of the last that have closed.
///
/// Whoever was last heard before the opening of a round that has closed did not
/// answer it. Queries that one report answers are one round, whoever sends them: a host
/// that waits to answer starts no second timer (RFC 9776 section 5.2; RFC 2236 section 3).
/// Only a query by which every host must have answered the first opens the next round.
/// General queries of several queriers come at any time, and are not counted apart before
/// their answers would be late too; specific ones for a last member come one response time
/// apart, so half a second less makes them rounds of their own.
struct ResponseWindows {
    /// A round of queries; `.max` everywhere where there is none.
    private struct Round {
        var openedAt = Timestamp(nanoseconds: .max)
        /// Until when further queries are of it.
        var takesUntil = Timestamp(nanoseconds: .max)
        var closesAt = Timestamp(nanoseconds: .max)

        var isNone: Bool { openedAt.nanoseconds == .max }

        /// Returns whether that has opened it.
        mutating func add(at now: Timestamp, maxResponse: Interval, isGeneral: Bool) -> Bool {
            let deadline = now.advanced(by: maxResponse + Question.tolerance)
            guard isNone else {
                closesAt = max(closesAt, deadline)
                return false
            }
            let early = Interval(nanoseconds: maxResponse.nanoseconds - Question.tolerance.nanoseconds)
            openedAt = now
            takesUntil = isGeneral ? deadline : now.advanced(by: early)
            closesAt = deadline
            return true
        }
    }

    /// The opening time of the newest round, the next one included.
    private(set) var latestOpening = Timestamp(nanoseconds: .min)
    private var current = Round()
    private var next = Round()
    /// The opening times of closed rounds, a ring: more than the largest robustness of 7.
    private var closed: InlineArray<8, Int64> = InlineArray(repeating: .min)
    private var closedCount = 0

    /// When the open round closes; `.max` while none is open.
    var closesAt: Timestamp { current.closesAt }

    /// Whether a round has ever closed.
    var hasClosed: Bool { closedCount > 0 }

    /// A query was seen that has to be answered within `maxResponse`.
    mutating func query(at now: Timestamp, maxResponse: Interval, isGeneral: Bool) {
        let hasOpened =
            current.isNone || now <= current.takesUntil
            ? current.add(at: now, maxResponse: maxResponse, isGeneral: isGeneral)
            : next.add(at: now, maxResponse: maxResponse, isGeneral: isGeneral)
        if hasOpened { latestOpening = now }
    }

    /// Closes what is due. Returns whether a round has closed.
    mutating func advance(to now: Timestamp) -> Bool {
        var hasClosed = false
        while !current.isNone, current.closesAt < now {
            hasClosed = true
            closed[closedCount % 8] = current.openedAt.nanoseconds
            closedCount += 1
            current = next
            next = Round()
        }
        return hasClosed
    }

    /// Whoever was last heard before the time returned has left `count` rounds
    /// unanswered, of these and of `others` together; nil when there were not so many.
    func unansweredBefore(count: Int, with others: ResponseWindows) -> Timestamp? {
        var latest = InlineArray<17, Int64>(repeating: .min)
        for index in 0..<8 {
            Self.insert(closed[index], into: &latest)
            Self.insert(others.closed[index], into: &latest)
        }
        guard (1...16).contains(count), latest[count - 1] != .min else { return nil }
        return Timestamp(nanoseconds: latest[count - 1])
    }

    /// Keeps the 16 latest times in order, the latest first.
    private static func insert(_ time: Int64, into latest: inout InlineArray<17, Int64>) {
        var index = 16
        latest[index] = time
        while index > 0, latest[index - 1] < latest[index] {
            latest.swapAt(index - 1, index)
            index -= 1
        }
    }
}

import IGMPWire

/// The spans within which queries had to be answered: one open at most, and the
/// opening times of the last that have closed.
///
/// Whoever was last heard before the opening of a window that has closed did not
/// answer that query. A query that comes while a window is open does not count on
/// its own: it opens the next window when this one closes, so that queries in
/// quick succession ask for no more than one answer each response time.
struct ResponseWindows {
    /// The opening time of the newest window, the next one included.
    private(set) var latestOpening = Timestamp(nanoseconds: .min)
    private var openedAt: Timestamp?
    private(set) var closesAt = Timestamp(nanoseconds: .max)
    private var nextOpenedAt: Timestamp?
    private var nextClosesAt = Timestamp(nanoseconds: .min)
    /// The opening times of closed windows, a ring: more than the largest robustness of 7.
    private var closed: InlineArray<8, Int64> = InlineArray(repeating: .min)
    private var closedCount = 0

    /// Whether a window has ever closed.
    var hasClosed: Bool { closedCount > 0 }

    /// A query was seen that has to be answered within `maxResponse`.
    mutating func query(at now: Timestamp, maxResponse: Interval) {
        let deadline = now.advanced(by: maxResponse + Self.grace)
        if openedAt == nil {
            openedAt = now
            latestOpening = now
            closesAt = deadline
        } else {
            if nextOpenedAt == nil {
                nextOpenedAt = now
                latestOpening = now
            }
            if nextClosesAt < deadline { nextClosesAt = deadline }
        }
    }

    /// Closes what is due. Returns whether a window has closed.
    mutating func advance(to now: Timestamp) -> Bool {
        var hasClosed = false
        while let opened = openedAt, closesAt < now {
            hasClosed = true
            closed[closedCount % 8] = opened.nanoseconds
            closedCount += 1
            openedAt = nextOpenedAt
            closesAt = openedAt == nil ? Timestamp(nanoseconds: .max) : nextClosesAt
            nextOpenedAt = nil
            nextClosesAt = Timestamp(nanoseconds: .min)
        }
        return hasClosed
    }

    /// Whether a query is open that has not been answered by someone last heard at `heard`.
    func isPending(lastHeard heard: Timestamp) -> Bool {
        if let nextOpenedAt, heard < nextOpenedAt { return true }
        guard let openedAt else { return false }
        return heard < openedAt
    }

    /// Whoever was last heard before the time returned has left `count` queries
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

    /// Added to the response time: a host's clock ticks, and the way from the
    /// querier to it and back to the capture, take part of a second.
    private static let grace = Interval.milliseconds(500)
}

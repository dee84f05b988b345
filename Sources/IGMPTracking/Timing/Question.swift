import IGMPWire

/// What queries of one scope ask, and until when answers to it are in time.
///
/// A query that comes before the time to answer the one before has run out takes
/// its place, as it does in a host (RFC 9776 section 5.2): both are one question.
struct Question {
    /// Counts the questions, and wraps around: only differences of close numbers matter.
    private(set) var number: UInt16 = 0
    /// When its last query was seen; `.min` before the first.
    private(set) var askedAt = Timestamp(nanoseconds: .min)
    /// Until when an answer to the last query is in time.
    private(set) var answerableUntil = Timestamp(nanoseconds: .min)
    /// Until when an answer to any query of the question is.
    private var closesAt = Timestamp(nanoseconds: .min)

    /// Added to the Max Resp Time: a host's clock ticks (at NetBSD's five times a
    /// second), and the way from the querier to it and back to the capture takes time.
    static let tolerance = Interval.milliseconds(500)

    /// How much later still a report is an answer, a late one: the longest that a
    /// version 1 host waits, whatever it is asked (RFC 1112 appendix I). After that
    /// nobody can tell it from a report that no query asked for.
    static let lateness = Interval.seconds(10)

    /// A query was seen that has to be answered within `maxResponse`.
    mutating func ask(at now: Timestamp, maxResponse: Interval) {
        if closesAt < now { number &+= 1 }
        askedAt = now
        answerableUntil = now.advanced(by: maxResponse + Self.tolerance)
        closesAt = max(closesAt, answerableUntil)
    }

    /// How long hosts may take to answer its last query: the Max Resp Time.
    var allowed: Interval {
        Interval(nanoseconds: max(answerableUntil.since(askedAt).nanoseconds - Self.tolerance.nanoseconds, 0))
    }

    /// Whether someone last heard at `heard` has yet to answer a query when it is `now`.
    func isOpen(heardAt heard: Timestamp, at now: Timestamp) -> Bool {
        heard < askedAt && now <= closesAt
    }

    /// How many questions had their time when it is `now`, by ``number``.
    func closedNumber(at now: Timestamp) -> UInt16 {
        closesAt < now ? number : number &- 1
    }

    /// How many of them came after question `mark`.
    func closed(since mark: UInt16, at now: Timestamp) -> UInt16 {
        UInt16(max(Int16(bitPattern: closedNumber(at: now) &- mark), 0))
    }
}

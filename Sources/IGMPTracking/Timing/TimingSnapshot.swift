import IGMPWire

/// Answers to queries, and how their delays are distributed.
public struct AnswerSnapshot: Sendable {
    /// Answers within the Max Resp Time, give or take half a second.
    public let inTime: UInt64
    public let late: UInt64
    /// Questions that were left without an answer.
    public let missing: UInt64
    /// Of all answers, the late ones too.
    public let delays: DelayDistribution

    /// - Parameter kept: delays in order, the least first.
    init(_ counts: AnswerCounts, kept: [Interval]) {
        inTime = counts.inTime
        late = counts.late
        missing = counts.missing
        delays = DelayDistribution(counts.delay, kept: kept)
    }
}

/// What followed the leaves of a link or a group.
public struct LeaveSnapshot: Sendable {
    /// Members that left while the group was forwarded.
    public let count: UInt64
    /// Those that no specific query followed.
    public let unasked: UInt64
    /// From a leave to the specific query that follows.
    public let toQuery: DelayDistribution
    /// From a leave to the end of forwarding.
    public let latency: DelayDistribution
}

/// Specific queries in rows.
public struct QuerySeriesSnapshot: Sendable {
    /// How many series have that many queries, from 1; the last place stands for more.
    public let countByLength: [UInt64]
    /// Those that no leave began.
    public let unprovoked: UInt64
    /// From one query of a series to the next.
    public let spacing: DelayDistribution
}

/// What is measured of a link, at one moment: of the whole, and of each host and group.
public struct TimingSnapshot: Sendable {
    /// Answers to all queries.
    public let answers: AnswerSnapshot
    private let answersByScope: [AnswerSnapshot]
    public let leaves: LeaveSnapshot
    public let querySeries: QuerySeriesSnapshot
    public let stateChanges: StateChangeCounts
    /// From one copy of a state change to the next.
    public let repeatInterval: DelayDistribution

    let unsettled: UnsettledTiming
    let answersByHost: DelaysByAddress
    let answersByGroup: DelaysByAddress
    let toQueryByGroup: DelaysByAddress
    let latencyByGroup: DelaysByAddress

    init(_ tracker: borrowing LinkTracker) {
        unsettled = UnsettledTiming(tracker)
        var all = AnswerCounts()
        let byDelay = [UInt32](0..<tracker.timing.answers.keptCount).sorted(byNumber: {
            tracker.timing.answers[$0].rank
        })
        var scopes: [AnswerSnapshot] = []
        for scope in QueryScope.allCases {
            var counts = tracker.timing.answers.counts(of: scope)
            counts.missing &+= unsettled.missing(of: scope)
            all.add(counts)
            let places = tracker.timing.answers.places(of: scope)
            var kept: [Interval] = []
            kept.reserveCapacity(places.count)
            for place in byDelay where places.contains(place) { kept.append(tracker.timing.answers[place].delay) }
            scopes.append(AnswerSnapshot(counts, kept: kept))
        }
        answersByScope = scopes
        answers = AnswerSnapshot(all, kept: byDelay.map { tracker.timing.answers[$0].delay })
        answersByHost = DelaysByAddress(byDelay, by: { $0.host }, in: { tracker.timing.answers[$0] })
        answersByGroup = DelaysByAddress(byDelay, by: { $0.group }, in: { tracker.timing.answers[$0] })
        leaves = LeaveSnapshot(
            count: tracker.timing.leaves.count, unasked: tracker.timing.leaves.unasked &+ unsettled.unasked,
            toQuery: tracker.timing.leaves.toQuery.distribution, latency: tracker.timing.leaves.latency.distribution)
        toQueryByGroup = DelaysByAddress(
            tracker.timing.leaves.toQuery.places, by: { $0.group }, in: { tracker.timing.leaves.toQuery[$0] })
        latencyByGroup = DelaysByAddress(
            tracker.timing.leaves.latency.places, by: { $0.group }, in: { tracker.timing.leaves.latency[$0] })
        let lengths = tracker.timing.leaves.seriesByLength
        querySeries = QuerySeriesSnapshot(
            countByLength: lengths.indices.map { lengths[$0] }, unprovoked: tracker.timing.leaves.unprovokedSeries,
            spacing: tracker.timing.leaves.querySpacing.distribution)
        var counts = tracker.timing.stateChanges.counts
        counts.belowRobustness &+= unsettled.short
        stateChanges = counts
        repeatInterval = tracker.timing.stateChanges.repeatInterval.distribution
    }

    /// Answers to the queries of one scope.
    ///
    /// A query for sources leaves nothing missing: whom it concerns, only the hosts know.
    public func answers(to scope: QueryScope) -> AnswerSnapshot { answersByScope[Int(scope.rawValue)] }
}

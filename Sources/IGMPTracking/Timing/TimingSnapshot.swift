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
    init(_ counts: AnswerCounts, kept: some RandomAccessCollection<Interval>) {
        inTime = counts.inTime
        late = counts.late
        missing = counts.missing
        delays = DelayDistribution(counts.delay, kept: kept)
    }
}

/// What is measured of a link, at one moment: of the whole, and of each host and group.
public struct TimingSnapshot: Sendable {
    /// Answers to all queries.
    public let answers: AnswerSnapshot
    private let answersByScope: [AnswerSnapshot]

    let missing: MissingAnswers
    let answersByHost: DelaysByAddress
    let answersByGroup: DelaysByAddress

    init(_ tracker: borrowing LinkTracker) {
        missing = MissingAnswers(tracker)
        var all = AnswerCounts()
        var samples: [DelaySample] = []
        var scopes: [AnswerSnapshot] = []
        for scope in QueryScope.allCases {
            var counts = tracker.timing.counts(of: scope)
            counts.missing &+= missing.count(of: scope)
            all.add(counts)
            let kept = tracker.timing.kept(of: scope)
            samples += kept
            scopes.append(AnswerSnapshot(counts, kept: kept.map(\.delay).sorted()))
        }
        answersByScope = scopes
        answers = AnswerSnapshot(all, kept: samples.map(\.delay).sorted())
        answersByHost = DelaysByAddress(samples) { $0.host }
        answersByGroup = DelaysByAddress(samples) { $0.group }
    }

    /// Answers to the queries of one scope.
    ///
    /// A query for sources leaves nothing missing: whom it concerns, only the hosts know.
    public func answers(to scope: QueryScope) -> AnswerSnapshot { answersByScope[Int(scope.rawValue)] }
}

import IGMPWire

/// The delays of a link, by kind.
struct LinkTiming: ~Copyable {
    /// Answers to queries of one scope.
    struct Answers: ~Copyable {
        fileprivate(set) var counts = AnswerCounts()
        fileprivate(set) var log: DelayLog

        init(capacity: Int, sharing usage: TrackerUsage) {
            log = DelayLog(capacity: capacity, sharing: usage)
        }

        fileprivate mutating func add(_ answer: Answer, host: IPv4Address, group: IPv4Address) {
            counts.add(answer.delay, isLate: answer.isLate)
            log.add(answer.delay, host: host, group: group)
        }
    }

    private var general: Answers
    private var group: Answers
    private var groupAndSource: Answers

    /// - Parameters:
    ///   - capacity: how many delays of each kind are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage) {
        general = Answers(capacity: capacity, sharing: usage)
        group = Answers(capacity: capacity, sharing: usage)
        groupAndSource = Answers(capacity: capacity, sharing: usage)
    }

    /// How many delays it keeps that other links cannot keep for that.
    var sharedCount: Int { general.log.sharedCount + group.log.sharedCount + groupAndSource.log.sharedCount }

    mutating func add(_ answer: Answer, host: IPv4Address, group address: IPv4Address) {
        switch answer.scope {
        case .general: general.add(answer, host: host, group: address)
        case .group: group.add(answer, host: host, group: address)
        case .groupAndSource: groupAndSource.add(answer, host: host, group: address)
        }
    }

    func counts(of scope: QueryScope) -> AnswerCounts {
        switch scope {
        case .general: general.counts
        case .group: group.counts
        case .groupAndSource: groupAndSource.counts
        }
    }

    /// The delays that are kept one by one, in no order.
    func kept(of scope: QueryScope) -> [DelaySample] {
        switch scope {
        case .general: general.log.kept
        case .group: group.log.kept
        case .groupAndSource: groupAndSource.log.kept
        }
    }

    mutating func addMissing(_ missing: QuestionNumbers) {
        general.counts.missing &+= UInt64(missing.general)
        group.counts.missing &+= UInt64(missing.group)
    }
}

/// A report taken for the answer to a query.
struct Answer: Hashable {
    let scope: QueryScope
    let delay: Interval
    let isLate: Bool
}

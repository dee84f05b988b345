import IGMPWire

/// A report taken for the answer to a query.
struct Answer: Hashable {
    let scope: QueryScope
    let delay: Interval
    let isLate: Bool

    /// The scope of the query that it is too late for; nil where it is in time.
    var lateScope: QueryScope? { isLate ? scope : nil }
}

/// How the memberships of a link answer, by the scope of the query.
struct LinkAnswers: ~Copyable {
    private struct Scope: ~Copyable {
        var delays: MeasuredDelays
        var late: UInt64 = 0
        var missing: UInt64 = 0

        @inline(__always)
        mutating func add(_ answer: Answer, host: IPv4Address, group: IPv4Address) {
            delays.add(answer.delay, host: host, group: group)
            if answer.isLate { late &+= 1 }
        }

        var counts: AnswerCounts { AnswerCounts(delay: delays.summary, late: late, missing: missing) }
    }

    private var general: Scope
    private var group: Scope
    private var groupAndSource: Scope

    /// - Parameters:
    ///   - capacity: how many delays of each scope are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage) {
        general = Scope(delays: MeasuredDelays(capacity: capacity, sharing: usage))
        group = Scope(delays: MeasuredDelays(capacity: capacity, sharing: usage))
        groupAndSource = Scope(delays: MeasuredDelays(capacity: capacity, sharing: usage))
    }

    /// How many delays are kept that other links cannot keep for that.
    var sharedCount: Int {
        general.delays.sharedCount + group.delays.sharedCount + groupAndSource.delays.sharedCount
    }

    mutating func add(_ answer: Answer, host: IPv4Address, group address: IPv4Address) {
        switch answer.scope {
        case .general: general.add(answer, host: host, group: address)
        case .group: group.add(answer, host: host, group: address)
        case .groupAndSource: groupAndSource.add(answer, host: host, group: address)
        }
    }

    mutating func addMissing(_ missing: QuestionNumbers) {
        general.missing &+= UInt64(missing.general)
        group.missing &+= UInt64(missing.group)
    }

    func counts(of scope: QueryScope) -> AnswerCounts {
        switch scope {
        case .general: general.counts
        case .group: group.counts
        case .groupAndSource: groupAndSource.counts
        }
    }

    /// How many delays are kept one by one.
    var keptCount: UInt32 {
        UInt32(general.delays.keptCount + group.delays.keptCount + groupAndSource.delays.keptCount)
    }

    /// One of them, in no order but that of their scopes.
    subscript(place: UInt32) -> DelaySample {
        let (first, second) = (UInt32(general.delays.keptCount), UInt32(group.delays.keptCount))
        if place < first { return general.delays[place] }
        return place < first + second ? group.delays[place - first] : groupAndSource.delays[place - first - second]
    }

    /// Where those of one scope are.
    func places(of scope: QueryScope) -> Range<UInt32> {
        let (first, second) = (UInt32(general.delays.keptCount), UInt32(group.delays.keptCount))
        return switch scope {
        case .general: 0..<first
        case .group: first..<first + second
        case .groupAndSource: first + second..<keptCount
        }
    }
}

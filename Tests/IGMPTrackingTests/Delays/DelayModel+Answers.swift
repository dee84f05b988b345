import IGMPTracking
import IGMPWire

/// Answers to queries: in time, late and missing.
extension DelayModel {
    /// A query, and those that came before its time to answer had run out.
    private struct Question {
        let scope: QueryScope
        let start: Int
        var last: Int
        var close: Int
    }

    private struct Answer {
        let scope: QueryScope
        let askedAt: Int
        let isLate: Bool
    }

    private func questions(_ items: [(Int, Item)]) -> [Question] {
        var questions: [Question] = []
        for (_, item) in items {
            guard case .query(let tenths, let isGeneral, let sources) = item.kind, sources.isEmpty else { continue }
            let scope: QueryScope = isGeneral ? .general : .group
            let close = item.at + tenths * 100_000 + Self.tolerance
            if let place = questions.lastIndex(where: { $0.scope == scope }), item.at <= questions[place].close {
                questions[place].last = item.at
                questions[place].close = max(questions[place].close, close)
            } else {
                questions.append(Question(scope: scope, start: item.at, last: item.at, close: close))
            }
        }
        return questions
    }

    /// The query that a report answers of somebody last heard at `heard`, given what came before it.
    private func answer(
        at now: Int, heard: Int, takesSources: Bool, _ before: ArraySlice<(Int, Item)>
    ) -> Answer? {
        var latest: [QueryScope: (at: Int, until: Int)] = [:]
        for (_, item) in before {
            guard case .query(let tenths, let isGeneral, let sources) = item.kind else { continue }
            let scope: QueryScope = isGeneral ? .general : sources.isEmpty ? .group : .groupAndSource
            latest[scope] = (item.at, item.at + tenths * 100_000 + Self.tolerance)
        }
        if !takesSources { latest[.groupAndSource] = nil }
        let open = latest.filter { $0.value.at > heard }
        if let found = open.filter({ now <= $0.value.until }).max(by: { $0.value.at < $1.value.at }) {
            return Answer(scope: found.key, askedAt: found.value.at, isLate: false)
        }
        let late = open.filter { $0.key != .groupAndSource && now <= $0.value.until + 10 * Self.second }
        return late.max { $0.value.at < $1.value.at }
            .map { Answer(scope: $0.key, askedAt: $0.value.at, isLate: true) }
    }

    private mutating func count(_ answer: Answer?, at now: Int, _ host: IPv4Address, _ group: IPv4Address) {
        guard let answer else { return }
        answers[answer.scope, default: []].append(ModelDelay(delay: now - answer.askedAt, host: host, group: group))
        if answer.isLate { late[host, default: 0] += 1 }
    }

    private mutating func countMissing(_ host: IPv4Address, _ group: IPv4Address) {
        missing[host, default: 0] += 1
        missingByGroup[group, default: 0] += 1
    }

    /// Hosts of version 2: a report answers for all of them.
    mutating func timeOlderAnswers(of group: IPv4Address, _ items: [(Int, Item)]) {
        let questions = questions(items)
        let reports = items.compactMap { _, item in if case .report = item.kind { item.at } else { nil } }
        var heard: [IPv4Address: Int] = [:]
        var repeated: [IPv4Address: Int] = [:]
        /// By when a question was last asked that somebody answered late.
        var answeredLate: [QueryScope: Set<Int>] = [:]

        func settle(_ host: IPv4Address, by now: Int) {
            guard let since = heard[host] else { return }
            for question in questions where question.start > since && question.close < now {
                if reports.contains(where: { $0 >= question.start && $0 <= question.close }) { continue }
                if answeredLate[question.scope]?.contains(question.last) == true { continue }
                countMissing(host, group)
            }
        }

        for (position, (_, item)) in items.enumerated() {
            switch item.kind {
            case .leave:
                settle(item.host, by: item.at)
                heard[item.host] = nil
                repeated[item.host] = nil
            case .report:
                var answer: Answer?
                if let since = heard[item.host] {
                    answer = self.answer(at: item.at, heard: since, takesSources: false, items[..<position])
                    if let late = answer, late.isLate {
                        let isNeedless = reports.contains { $0 >= late.askedAt && $0 < item.at }
                        if isNeedless {
                            answer = nil
                        } else {
                            answeredLate[late.scope, default: []].insert(late.askedAt)
                        }
                    }
                    count(answer, at: item.at, item.host, group)
                    settle(item.host, by: item.at)
                }
                if heard[item.host] == nil {
                    repeated[item.host] = item.at
                } else if answer == nil, let last = repeated[item.host],
                    item.at - last <= 10 * Self.second + Self.tolerance
                {
                    repeatIntervals.append(ModelDelay(delay: item.at - last, host: item.host, group: group))
                    repeated[item.host] = item.at
                }
                heard[item.host] = item.at
            default:
                break
            }
        }
        for host in heard.keys { settle(host, by: end) }
    }

    /// Hosts of version 3: each answers for itself.
    mutating func timeAnswers(of group: IPv4Address, _ items: [(Int, Item)], _ history: MembershipHistory) {
        let questions = questions(items)
        var heard: [IPv4Address: Int] = [:]
        var changes: [IPv4Address: (at: Int, type: RecordType, sources: [IPv4Address])] = [:]

        func settle(_ host: IPv4Address, by now: Int, but late: Answer?) {
            guard let since = heard[host] else { return }
            for question in questions where question.start > since && question.close < now {
                if let late, late.isLate, late.scope == question.scope, late.askedAt == question.last { continue }
                countMissing(host, group)
            }
        }

        for (position, (place, item)) in items.enumerated() {
            guard case .record(let type, let sources) = item.kind, let role = history.roles[place], role != .nothing
            else { continue }
            let isChange = type != .modeIsInclude && type != .modeIsExclude
            if role == .joins { changes[item.host] = nil }
            if isChange {
                if let last = changes[item.host], last.type == type, last.sources == sources,
                    item.at - last.at <= Self.second + Self.tolerance
                {
                    repeatIntervals.append(ModelDelay(delay: item.at - last.at, host: item.host, group: group))
                }
                changes[item.host] = (item.at, type, sources)
            }
            switch role {
            case .leaves:
                settle(item.host, by: item.at, but: nil)
                heard[item.host] = nil
            case .repeatsLeave, .nothing:
                break
            case .joins, .stays, .rejoins:
                var answer: Answer?
                if !isChange, role != .rejoins {
                    answer = self.answer(
                        at: item.at, heard: heard[item.host] ?? -1, takesSources: type == .modeIsInclude,
                        items[..<position])
                    if role == .joins, answer?.isLate == true { answer = nil }
                }
                count(answer, at: item.at, item.host, group)
                settle(item.host, by: item.at, but: answer)
                heard[item.host] = item.at
            }
        }
        for host in heard.keys { settle(host, by: end, but: nil) }
    }
}

import IGMPTracking
import IGMPWire

/// The rules on what hosts, and queriers after a leave, do late, too often or not at all.
extension LinkFindings {
    /// Takes in what the tracker has noticed, after all that was due before.
    mutating func observe(_ lapse: Lapse, _ tracker: borrowing LinkTracker) {
        runDeadlines(upTo: lapse.at, tracker)
        switch lapse.kind {
        case .lateAnswer(let delay, let allowed):
            note(.lateAnswer, lapse, detail: .delay(delay, allowed: allowed))
        case .silence(let questions, let hasAnswered, let endsAt):
            note(
                hasAnswered ? .unansweredQueries : .neverAnswers, lapse,
                detail: .unanswered(questions: questions, endsAt: endsAt))
        case .repeatedJoin(let count):
            note(.repeatedJoin, lapse, detail: .number(count))
        case .reportStorm(let reports, let groups):
            note(.reportStorm, lapse, detail: .numbers(found: groups, expected: reports - 1))
        case .noReports(let questions):
            note(.queriesOnly, lapse, detail: .number(questions))
        case .unaskedLeave(let endsAt):
            note(.unaskedLeave, lapse, detail: .unanswered(questions: 0, endsAt: endsAt))
        }
    }

    private mutating func note(_ code: FindingCode, _ lapse: Lapse, detail: FindingDetail) {
        table.note(code, host: lapse.host, group: lapse.group, mac: lapse.mac, detail: detail, at: lapse.at)
    }
}

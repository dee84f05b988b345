import IGMPWire

/// Which reports answer queries, how long they take, and which answers never come.
///
/// Queries visit nobody. Each scope numbers its questions, a membership keeps the
/// number of the last one that it was heard since, and whoever is heard again is
/// told how many it has missed.
extension LinkTracker {
    /// When the latest query was sent that a membership of the group may have to answer.
    @inline(__always)
    func askedAt(_ group: UInt32) -> Timestamp { max(question.askedAt, groups[Int(group)].askedAt) }

    /// A version 3 report of a member is about to be taken: `isAnswer` with a
    /// current-state record, which nothing but a query brings about (RFC 9776 section
    /// 5.2), `isOfSources` with one that may answer a query for sources.
    @inline(__always)
    mutating func timeRecord(of member: UInt32, isAnswer: Bool, isOfSources: Bool) {
        let place = Int(member)
        // Heard since the last query, it has nothing to answer.
        guard members[place].lastReportAt < askedAt(members[place].group) || members[place].version < 3 else {
            if isAnswer { countUnsolicited(member) }
            return
        }
        let answer = timeReport(of: member, isAnswer: isAnswer, isOfSources: isOfSources, version: 3)
        if isAnswer, answer == nil { countUnsolicited(member) }
        markHeard(member, version: 3)
    }

    /// Whether an IS_IN record of a member now is its answer to a query for sources.
    @inline(__always)
    func answersSourceQuery(_ member: UInt32) -> Bool {
        let place = Int(member)
        guard members[place].leavingCopies == 0, members[place].version == 3 else { return false }
        let asked = groups[Int(members[place].group)].sourceQuestion
        return asked.askedAt > members[place].lastReportAt && now <= asked.answerableUntil
    }

    /// The first record of a member that was not known to be one: a current-state
    /// record in time is the answer of one that joined unseen.
    mutating func timeFirstRecord(of member: UInt32, isOfSources: Bool) {
        let group = members[Int(member)].group
        let never = Timestamp(nanoseconds: .min)
        guard !groups[Int(group)].isLocal,
            let answer = answer(heardAt: never, group: group, isOfSources: isOfSources), !answer.isLate
        else { return countUnsolicited(member) }
        count(answer, of: member)
    }

    /// A version 1 or 2 report is about to be taken: of a member, or of somebody that
    /// was not known to be one.
    @inline(__always)
    mutating func timeOlderReport(of member: UInt32?, group: UInt32, isToGroup: Bool) {
        let asked = askedAt(group)
        let isGroupHeard = groups[Int(group)].lastOlderReportAt >= asked
        let isMemberHeard =
            member.map { members[Int($0)].lastReportAt >= asked && members[Int($0)].version < 3 } ?? true
        if isGroupHeard && isMemberHeard || groups[Int(group)].isLocal {
            if let member { timeOlderRepeat(of: member) }
        } else {
            timeFirstOlderReport(of: member, group: group, isToGroup: isToGroup)
        }
    }

    @inline(never)
    private mutating func timeFirstOlderReport(of member: UInt32?, group: UInt32, isToGroup: Bool) {
        var answer: Answer?
        if let member {
            answer = timeReport(of: member, isAnswer: true, isOfSources: false, version: 2)
            if answer == nil { timeOlderRepeat(of: member) }
        }
        if isToGroup {
            groups[Int(group)].olderSilence = silence(of: group, less: answer?.lateScope)
            groups[Int(group)].olderMarks = QuestionNumbers(
                general: question.number, group: groups[Int(group)].question.number)
        }
        if let member { markHeard(member, version: 2) }
    }

    /// Adds the answer that the report is, if it is one, and what the member missed
    /// before it.
    @inline(never)
    private mutating func timeReport(
        of member: UInt32, isAnswer: Bool, isOfSources: Bool, version: Int
    ) -> Answer? {
        let place = Int(member)
        let group = members[place].group
        guard !groups[Int(group)].isLocal, members[place].leavingCopies == 0 else { return nil }
        var answer: Answer?
        if isAnswer {
            answer = self.answer(heardAt: members[place].lastReportAt, group: group, isOfSources: isOfSources)
        }
        if let late = answer, late.isLate, version < 3,
            now.since(groups[Int(group)].lastOlderReportAt) <= late.delay
        {
            // Another version 1 or 2 host has made the answer needless.
            answer = nil
        }
        if let answer {
            if answer.isLate { noteLate(answer, of: member, version: version) }
            count(answer, of: member)
        }
        addMissing(of: member, less: answer?.lateScope)
        return answer
    }

    /// The query that a report of the group answers now, of somebody last heard at `heardAt`.
    ///
    /// The latest of those that it is in time for; where it is in time for none, the
    /// latest of those for which it is not too late either.
    @inline(__always)
    private func answer(heardAt: Timestamp, group: UInt32, isOfSources: Bool) -> Answer? {
        let place = Int(group)
        var scope: QueryScope?
        var asked = heardAt
        func isInTime(_ question: Question) -> Bool { question.askedAt > heardAt && now <= question.answerableUntil }
        func isLate(_ question: Question) -> Bool {
            question.askedAt > heardAt && now <= question.answerableUntil.advanced(by: Question.lateness)
        }
        if isInTime(question) { (scope, asked) = (.general, question.askedAt) }
        if isInTime(groups[place].question), groups[place].question.askedAt >= asked {
            (scope, asked) = (.group, groups[place].question.askedAt)
        }
        if isOfSources, isInTime(groups[place].sourceQuestion), groups[place].sourceQuestion.askedAt >= asked {
            (scope, asked) = (.groupAndSource, groups[place].sourceQuestion.askedAt)
        }
        if let scope { return Answer(scope: scope, delay: now.since(asked), isLate: false) }
        if isLate(question) { (scope, asked) = (.general, question.askedAt) }
        if isLate(groups[place].question), groups[place].question.askedAt >= asked {
            (scope, asked) = (.group, groups[place].question.askedAt)
        }
        return scope.map { Answer(scope: $0, delay: now.since(asked), isLate: true) }
    }

    private mutating func count(_ answer: Answer, of member: UInt32) {
        let (host, group) = (Int(members[Int(member)].host), Int(members[Int(member)].group))
        hostTimings[host].answers.add(answer.delay, isLate: answer.isLate)
        if answer.scope == .general { hostTimings[host].hasAnsweredGeneral = true }
        groupTimings[Int(groups[group].timing)].answers.add(answer.delay, isLate: answer.isLate)
        timing.answers.add(answer, host: hosts[host].address, group: groups[group].address)
    }
}

/// What was asked and not answered.
extension LinkTracker {
    /// What was asked until now is no question to the member any more.
    @inline(__always)
    mutating func markHeard(_ member: UInt32, version: UInt8) {
        let group = Int(members[Int(member)].group)
        members[Int(member)].marks =
            version < 3
            ? groups[group].olderSilence
            : QuestionNumbers(general: question.number, group: groups[group].question.number)
    }

    /// Counts what the member has missed, but for the one that it answers late.
    @inline(__always)
    mutating func addMissing(of member: UInt32, less late: QueryScope? = nil) {
        let missing = missing(of: members[Int(member)])
        if missing.general | missing.group != 0 { count(missing.less(late), of: member) }
    }

    private mutating func count(_ missing: QuestionNumbers, of member: UInt32) {
        let (host, group) = (Int(members[Int(member)].host), Int(members[Int(member)].group))
        hostTimings[host].answers.missing &+= missing.sum
        groupTimings[Int(groups[group].timing)].answers.missing &+= missing.sum
        timing.answers.addMissing(missing)
    }

    /// What has had its time since the member was last heard.
    ///
    /// A version 3 member answers for itself. Of version 1 and 2 any report to the
    /// group answers for all of them (RFC 2236 section 3), so all miss what none answers.
    @inline(__always)
    func missing(of member: Member) -> QuestionNumbers {
        let group = Int(member.group)
        guard member.leavingCopies == 0, !groups[group].isLocal else { return QuestionNumbers() }
        if member.version < 3 { return silence(of: member.group).since(member.marks) }
        return QuestionNumbers(
            general: question.closed(since: member.marks.general, at: now),
            group: groups[group].question.closed(since: member.marks.group, at: now))
    }

    /// How many questions no version 1 or 2 report to the group has answered so far.
    @inline(__always)
    private func silence(of group: UInt32, less late: QueryScope? = nil) -> QuestionNumbers {
        let place = Int(group)
        var more = QuestionNumbers(
            general: question.closed(since: groups[place].olderMarks.general, at: now),
            group: groups[place].question.closed(since: groups[place].olderMarks.group, at: now))
        // After a version 1 report older hosts sleep through one query (NetBSD igmp.c).
        if groups[place].lastOlderReportWasV1 { more = more.less(more.general > 0 ? .general : .group) }
        return groups[place].olderSilence.plus(more.less(late))
    }
}

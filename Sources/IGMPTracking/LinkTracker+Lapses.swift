import IGMPWire

/// What hosts do late, too often or not at all.
extension LinkTracker {
    /// How many joins of a membership that is there already are too many in a row, each of
    /// them within ``rejoinGap`` of the report before.
    static var leastRejoins: Int { 3 }
    static var rejoinGap: Interval { .seconds(60) }

    /// Whether a member of version 1 or 2 says so when it leaves: the last one to report of version 2
    /// does (RFC 2236 section 3). The others of version 2, and everybody in version 1, may leave in silence
    /// and come back.
    @inline(__always)
    private func tellsOfLeaving(_ member: Member) -> Bool {
        member.version == 2 && member.lastReportAt == groups[Int(member.group)].lastOlderReportAt
    }

    private mutating func record(_ kind: Lapse.Kind, of member: Member) {
        let host = Int(member.host)
        lapses.append(
            Lapse(
                at: now, kind: kind, host: hosts[host].address, mac: hosts[host].mac,
                group: groups[Int(member.group)].address))
    }

    /// An answer of a member came late.
    ///
    /// Nobody but a host that was asked sends a current-state record (RFC 9776 section 5.2). A report of
    /// version 2 may be a new join too, of one that had left in silence.
    mutating func noteLate(_ answer: Answer, of index: UInt32, version: Int) {
        guard recordsLapses else { return }
        let member = members[Int(index)]
        let group = Int(member.group)
        let isSure = version > 2 || tellsOfLeaving(member)
        guard isSure, member.isHeard else { return }
        let asked = answer.scope == .general ? question : groups[group].question
        record(.lateAnswer(delay: answer.delay, allowed: asked.allowed), of: member)
    }

    /// A member goes because it, or all of its kind, left queries unanswered.
    ///
    /// Of version 2 the last to report has to answer where nobody else does; what the others do cannot be
    /// seen. Hosts that have fallen back to an older version for its querier hold their reports back as well
    /// (RFC 9776 section 7.2.1).
    mutating func noteSilence(of index: UInt32) {
        let member = members[Int(index)]
        guard recordsLapses, member.isHeard, member.leavingCopies == 0 else { return }
        guard member.version > 2 ? routerVersion == 3 : tellsOfLeaving(member) else { return }
        // What routers ignore was never forwarded: nobody loses anything (RFC 4604 section 2.2.1).
        guard !groups[Int(member.group)].address.isSourceSpecificGroup || member.version == 3 && member.mode == .include
        else { return }
        let missing = missing(of: member)
        let hasAnswered = hostTimings[Int(member.host)].hasAnsweredGeneral
        // Queries in quick succession are one question.
        guard missing.sum >= UInt64(robustness) else { return }
        let isSilent = !hasAnswered && Int(missing.general) >= robustness
        record(
            .silence(
                questions: isSilent ? Int(missing.general) : Int(missing.sum), hasAnswered: !isSilent,
                endsAt: groups[Int(member.group)].filter.endsAt ?? member.lastReportAt.advanced(by: groupMembershipTime)
            ),
            of: member)
    }

    /// A member said that it joins what it is in already, and not because it repeats itself as it should.
    mutating func noteRejoin(of index: UInt32) {
        let place = Int(index)
        // From 0.0.0.0 come the reports of many hosts; of 224.0.0.0/24 nobody keeps anything.
        guard recordsLapses, members[place].isHeard, members[place].leavingCopies == 0,
            hosts[Int(members[place].host)].address != .unspecified, !groups[Int(members[place].group)].isLocal
        else { return }
        guard members[place].version > 2 || tellsOfLeaving(members[place]) else { return }
        if now.since(members[place].lastReportAt) > Self.rejoinGap { members[place].rejoins = 0 }
        if members[place].rejoins < .max { members[place].rejoins += 1 }
        let count = Int(members[place].rejoins)
        if count >= Self.leastRejoins { record(.repeatedJoin(count: count), of: members[place]) }
    }

    /// Counts a version 1 or 2 report, or a record of version 3.
    @inline(__always)
    mutating func countReport(of host: UInt32) {
        let place = Int(host)
        if hosts[place].burst.isFirstTooMany(at: now, groups: hosts[place].memberCount) { noteStorm(of: place) }
    }

    @inline(never)
    private mutating func noteStorm(of host: Int) {
        guard recordsLapses else { return }
        let burst = hosts[host].burst
        lapses.append(
            Lapse(
                at: now, kind: .reportStorm(reports: Int(burst.reports), groups: Int(burst.groups)),
                host: hosts[host].address, mac: hosts[host].mac, group: nil))
    }

    /// Queries had their time: it is noted where no host was ever heard on the link.
    mutating func noteQueriesOnly() {
        guard recordsLapses, vantage == .queriesOnly else { return }
        let questions = Int(question.closed(since: 0, at: now))
        guard questions >= robustness else { return }
        lapses.append(Lapse(at: now, kind: .noReports(questions: questions), host: nil, mac: nil, group: nil))
    }
}

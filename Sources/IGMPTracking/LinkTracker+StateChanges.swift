import IGMPWire

/// What hosts report of their own accord, and whether they repeat it as they should.
extension LinkTracker {
    /// A member reported a change of its state, or a copy of one, and whether it is that.
    @discardableResult
    mutating func timeStateChange(of member: UInt32, key: UInt32, version: UInt8, isJoin: Bool = true) -> Bool {
        let place = Int(member)
        var change = members[place].change
        guard !repeatChange(&change, of: member, key: key, version: version, isJoin: isJoin) else { return true }
        judgeStateChange(of: member)
        change.begin(key: key, at: now, version: version)
        members[place].change = change
        hostTimings[Int(members[place].host)].stateChanges.changes &+= 1
        timing.stateChanges.counts.changes &+= 1
        return false
    }

    /// A version 1 or 2 report of a member that answers nothing: a copy of the one by
    /// which it joined, or one that nobody asked for.
    mutating func timeOlderRepeat(of member: UInt32) {
        var change = members[Int(member)].change
        guard !repeatChange(&change, of: member, key: StateChange.olderReport, version: 2, isJoin: true) else { return }
        // Without a querier to be seen, queries may be there that are not: it may answer one.
        if routers.elected != nil, !isAsked(members[Int(member)].group) { noteRejoin(of: member) }
        countUnsolicited(member)
    }

    /// A report of a member that neither answers a query nor changes anything.
    ///
    /// Where a query is open it may have to do with it all the same.
    @inline(__always)
    mutating func countUnsolicited(_ member: UInt32) {
        let group = members[Int(member)].group
        guard !isAsked(group), !groups[Int(group)].isLocal else { return }
        hostTimings[Int(members[Int(member)].host)].stateChanges.unsolicited &+= 1
        timing.stateChanges.counts.unsolicited &+= 1
    }

    /// Whether a query is open that members of the group may answer.
    @inline(__always)
    private func isAsked(_ group: UInt32) -> Bool {
        let place = Int(group)
        return now <= question.answerableUntil || now <= groups[place].question.answerableUntil
            || now <= groups[place].sourceQuestion.answerableUntil
    }

    /// Counts a change that was not repeated as often as it should have been.
    @inline(__always)
    mutating func judgeStateChange(of member: UInt32) {
        guard isShort(members[Int(member)]) else { return }
        hostTimings[Int(members[Int(member)].host)].stateChanges.belowRobustness &+= 1
        timing.stateChanges.counts.belowRobustness &+= 1
    }

    /// Whether the member's last change was repeated less often than the robustness
    /// asks for (RFC 9776 sections 5.1 and 8.1).
    @inline(__always)
    func isShort(_ member: Member) -> Bool {
        member.change.isShort(of: robustness, at: now, version: member.version)
    }

    @inline(__always)
    private mutating func repeatChange(
        _ change: inout StateChange, of member: UInt32, key: UInt32, version: UInt8, isJoin: Bool
    ) -> Bool {
        guard change.isRepeated(by: key, at: now, version: version) else { return false }
        let place = Int(member)
        let (host, group) = (Int(members[place].host), Int(members[place].group))
        timing.stateChanges.repeatInterval.add(
            now.since(change.at), host: hosts[host].address, group: groups[group].address)
        change.repeat(at: now)
        members[place].change = change
        let isAbove = Int(change.copies) == robustness + 1
        hostTimings[host].stateChanges.repeats &+= 1
        timing.stateChanges.counts.repeats &+= 1
        if isAbove {
            hostTimings[host].stateChanges.aboveRobustness &+= 1
            timing.stateChanges.counts.aboveRobustness &+= 1
        }
        // One more may come of a robustness that has changed meanwhile.
        if isJoin, Int(change.copies) > max(robustness, 2) + 1 { noteRejoin(of: member) }
        return true
    }
}

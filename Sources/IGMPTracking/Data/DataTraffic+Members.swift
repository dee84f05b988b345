public import IGMPWire

/// What the traffic has to do with members that come and go.
extension DataTraffic {
    /// Takes in something that changed, after all packets before it.
    public mutating func observe(_ change: Change) {
        if change.at > now { now = change.at }
        changeCount &+= 1
        switch change.kind {
        case .memberJoined(let group, let host, _):
            if !group.isLocalGroup { join(place(of: group), host) }
        case .memberLeft(let group, let host, let reason):
            if let place = groupIndex[group.rawValue] { leave(Int(place), host, reason) }
        default: break
        }
    }

    private mutating func join(_ group: Int, _ host: IPv4Address) {
        groups[group].lastHeardAt = now
        groups[group].members &+= 1
        guard groups[group].members == 1 else { return }
        settleLeave(of: group)
        groups[group].joins.count &+= 1
        if let last = groups[group].tally.lastAt, now.since(last) <= DataSource.streamGap {
            groups[group].joins.alreadyFlowing &+= 1
        }
        groups[group].span &+= 1
        groups[group].joinedAt = now
        groups[group].joiner = host
        groups[group].servedAt = now
        groups[group].largestGap = Interval(nanoseconds: 0)
        groups[group].hasPacketInSpan = false
        if groups[group].armedFor.nanoseconds == .max, !groups[group].isParked {
            arm(group, at: now.advanced(by: patience))
        }
    }

    /// Where nobody said so, when the member left is not known, nor whether it did.
    private mutating func leave(_ group: Int, _ host: IPv4Address, _ reason: LeaveReason) {
        guard groups[group].members > 0 else { return }
        groups[group].lastHeardAt = now
        groups[group].members -= 1
        guard groups[group].members == 0 else { return }
        if groups[group].joinedAt.nanoseconds != .min {
            groups[group].joinedAt = Timestamp(nanoseconds: .min)
            groups[group].joins.withoutPacket &+= 1
        }
        guard reason != .unanswered, reason != .evicted else { return }
        groups[group].leaves.count &+= 1
        groups[group].leftAt = now
        groups[group].leaver = host
        groups[group].lastSinceLeave = Timestamp(nanoseconds: .min)
    }

    /// The first packet since the first member joined.
    mutating func endWait(of group: Int) {
        let delay = now.since(groups[group].joinedAt)
        groups[group].joinedAt = Timestamp(nanoseconds: .min)
        groups[group].joins.toFirstPacket.add(delay)
        toFirstPacket.add(delay, host: groups[group].joiner, group: groups[group].address)
    }

    /// A packet since the last member left, of a source that members wanted before.
    mutating func noteAfterLeave(_ group: Int) {
        let last = groups[group].lastSinceLeave
        let quietSince = last.nanoseconds == .min ? groups[group].leftAt : last
        if now.since(quietSince) > groups[group].silence {
            // The traffic had stopped, and this is other traffic.
            settleLeave(of: group)
        } else {
            groups[group].lastSinceLeave = now
        }
    }

    private mutating func settleLeave(of group: Int) {
        guard let outcome = groups[group].leaveOutcome(at: now) else { return }
        groups[group].leftAt = Timestamp(nanoseconds: .min)
        groups[group].leaves.add(outcome)
        if case .stopped(let delay) = outcome {
            toLastPacket.add(delay, host: groups[group].leaver, group: groups[group].address)
        }
    }
}

/// Members that wait for traffic.
extension DataTraffic {
    /// Takes what is due at ``nextDeadline``: a group whose members have got nothing since
    /// the time that comes with it, and who has sent to it all the same; nil where it turns out to be none.
    ///
    /// Whether there is nothing to be got shows only where something is seen of other groups.
    public mutating func takeDue() -> (group: IPv4Address, since: Timestamp, other: IPv4Address?)? {
        guard let timer = timers.first else { return nil }
        timers.removeFirst()
        defer { updateDeadline() }
        let group = Int(timer.index)
        guard groups[group].armedFor == timer.deadline else { return nil }
        groups[group].armedFor = Timestamp(nanoseconds: .max)
        guard groups[group].members > 0 else { return nil }
        let due = groups[group].servedAt.advanced(by: patience)
        guard due <= timer.deadline else {
            arm(group, at: due)
            return nil
        }
        guard timer.deadline.since(lastSeenAt) < patience else {
            groups[group].isParked = true
            parkedCount += 1
            return nil
        }
        return (groups[group].address, groups[group].servedAt, unwantedSource(of: group))
    }

    /// Who has sent to a group since its members were last served.
    private func unwantedSource(of group: Int) -> IPv4Address? {
        let place = Int(groups[group].unwantedSource)
        // The place may be another one's by now.
        guard sources.indices.contains(place), sources[place].isKept, sources[place].group == UInt32(group),
            sources[place].lastAt > groups[group].servedAt
        else { return nil }
        return sources[place].address
    }

    mutating func arm(_ group: Int, at deadline: Timestamp) {
        groups[group].armedFor = deadline
        if timers.count > 2 * groups.count + 64 { rearm() } else { timers.arm(UInt32(group), at: deadline) }
        updateDeadline()
    }

    /// Something is seen of a group again: members wait from now on.
    mutating func armParked() {
        parkedCount = 0
        for group in groups.indices where groups[group].isKept && groups[group].isParked {
            groups[group].isParked = false
            if groups[group].members > 0 { arm(group, at: now.advanced(by: patience)) }
        }
    }

    /// Leaves one timer for each group in the queue.
    private mutating func rearm() {
        timers.removeAll()
        for group in groups.indices where groups[group].armedFor.nanoseconds != .max {
            timers.arm(UInt32(group), at: groups[group].armedFor)
        }
    }

    private mutating func updateDeadline() {
        nextDeadline = timers.first?.deadline ?? Timestamp(nanoseconds: .max)
    }
}

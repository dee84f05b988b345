import IGMPWire

/// What a router on the link believes of one group: filter mode, group timer,
/// sources and their timers (RFC 9776 section 6.2).
///
/// A non-querier keeps the same state as the querier and sends nothing; timers
/// are lowered when the querier's own specific queries are seen (section 6.6.1).
struct RouterFilter: ~Copyable {
    private(set) var mode = FilterMode.include
    /// When EXCLUDE mode ends; of no meaning in INCLUDE mode.
    private var groupDeadline = Timestamp(nanoseconds: .min)
    /// By address. In EXCLUDE mode both the forwarded ones (X) and the blocked (Y).
    private(set) var timers = Slab<SourceTimer>()
    /// No source expires before this.
    private var earliestSource = Timestamp(nanoseconds: .max)
    /// No timer of any kind runs out before this.
    @inline(__always)
    var nextExpiry: Timestamp { mode == .exclude ? min(groupDeadline, earliestSource) : earliestSource }

    /// Lists of up to so many sources are looked up one by one; longer ones are merged in.
    private static let shortList = 8

    /// Whether a router forwards anything of the group.
    var isForwarding: Bool { mode == .exclude || !timers.isEmpty }

    /// How many sources are kept.
    var sourceCount: Int { timers.count }

    /// A copy of the sources, by address.
    var sources: [SourceTimer] { timers.indices.map { timers[$0] } }

    /// When the state next changes for good unless it is reported again: the group
    /// timer in EXCLUDE mode, else the last source timer; nil when nothing is forwarded.
    var expiresAt: Timestamp? {
        guard mode == .include else { return groupDeadline }
        var last: Timestamp?
        for index in timers.indices { last = max(last ?? timers[index].deadline, timers[index].deadline) }
        return last
    }

    /// When nothing is forwarded any more unless something is reported again: the
    /// sources that still run when the group timer ends are forwarded on (section 6.5).
    var endsAt: Timestamp? {
        guard let expiresAt else { return nil }
        guard mode == .exclude else { return expiresAt }
        return timers.indices.reduce(expiresAt) { max($0, timers[$1].deadline) }
    }

    /// IS_IN, ALLOW and TO_IN: `listed`, in order, are forwarded for the group
    /// membership interval (sections 6.4.1 and 6.4.2). Returns how many were let go for want of room.
    mutating func allow(
        _ listed: borrowing Slab<UInt32>, until deadline: Timestamp, scratch: inout Slab<SourceTimer>, limit: Int
    ) -> Int {
        guard !listed.isEmpty else { return 0 }
        return update(listed, scratch: &scratch, limit: limit) { _ in deadline }
    }

    /// IS_EX and TO_EX: EXCLUDE mode with `listed`; those that are new to a group
    /// already in EXCLUDE mode are forwarded for a while, those new to one in
    /// INCLUDE mode are blocked (sections 6.4.1 and 6.4.2). Returns how many were let go for want of room.
    mutating func exclude(
        _ listed: borrowing Slab<UInt32>, until deadline: Timestamp, isModeChange: Bool,
        scratch: inout Slab<SourceTimer>, limit: Int
    ) -> Int {
        let wasExclude = mode == .exclude
        // TO_EX gives new sources what is left of the group timer, IS_EX a full interval.
        let fresh = !wasExclude ? SourceTimer.blocked : isModeChange ? groupDeadline : deadline
        let overflow = merge(listed, scratch: &scratch, limit: limit, keepsUnlisted: false) { $0 ?? fresh }
        mode = .exclude
        groupDeadline = deadline
        return overflow
    }

    /// EXCLUDE mode without a source: what reports of older versions ask for.
    mutating func excludeNone(until deadline: Timestamp) {
        timers.removeAll()
        timers.giveBackRoom()
        mode = .exclude
        groupDeadline = deadline
    }

    /// BLOCK: in EXCLUDE mode, sources new to the group are forwarded until the
    /// group timer ends, since the querier will ask for them (section 6.4.2).
    /// Returns how many were let go for want of room.
    mutating func block(
        _ listed: borrowing Slab<UInt32>, scratch: inout Slab<SourceTimer>, limit: Int
    ) -> Int {
        guard mode == .exclude, !listed.isEmpty else { return 0 }
        let deadline = groupDeadline
        return update(listed, scratch: &scratch, limit: limit) { $0 ?? deadline }
    }

    /// A group-specific query without the S flag: the group timer is lowered to
    /// the last member query time (section 6.6.1).
    mutating func lowerGroupTimer(to deadline: Timestamp) {
        if mode == .exclude { groupDeadline = min(groupDeadline, deadline) }
    }

    /// A group-and-source-specific query without the S flag: the timers of the
    /// listed sources are lowered (section 6.6.1).
    mutating func lowerSourceTimers(_ listed: borrowing Slab<UInt32>, to deadline: Timestamp) {
        for position in listed.indices {
            let index = place(of: listed[position])
            guard index < timers.count, timers[index].source.rawValue == listed[position] else { continue }
            timers[index].deadline = min(timers[index].deadline, deadline)
            if let expiry = timers[index].expiresAt { earliestSource = min(earliestSource, expiry) }
        }
    }

    /// Lets the timers that are due run out (section 6.3): in INCLUDE mode a
    /// source goes; in EXCLUDE mode it becomes blocked, and when the group timer
    /// ends, the mode becomes INCLUDE with the sources that are still forwarded.
    mutating func expire(at now: Timestamp) {
        guard nextExpiry <= now else { return }
        if mode == .exclude, groupDeadline <= now { mode = .include }
        var kept = 0
        earliestSource = Timestamp(nanoseconds: .max)
        for index in timers.indices {
            var timer = timers[index]
            if timer.deadline <= now {
                guard mode == .exclude else { continue }
                timer.deadline = SourceTimer.blocked
            } else {
                earliestSource = min(earliestSource, timer.deadline)
            }
            timers[kept] = timer
            kept += 1
        }
        timers.truncate(to: kept)
        timers.giveBackRoom()
    }

    /// Gives every listed source a timer and keeps the others. `deadline` makes the
    /// new timer from the old one, nil for a new source. Returns how many were let go for want of room.
    private mutating func update(
        _ listed: borrowing Slab<UInt32>, scratch: inout Slab<SourceTimer>, limit: Int,
        deadline: (Timestamp?) -> Timestamp
    ) -> Int {
        guard listed.count <= Self.shortList else {
            return merge(listed, scratch: &scratch, limit: limit, keepsUnlisted: true, deadline: deadline)
        }
        for position in listed.indices {
            let address = listed[position]
            let index = place(of: address)
            if index < timers.count, timers[index].source.rawValue == address {
                timers[index].deadline = deadline(timers[index].deadline)
            } else {
                timers.insert(
                    SourceTimer(source: IPv4Address(rawValue: address), deadline: deadline(nil)), at: index)
            }
            if let expiry = timers[index].expiresAt { earliestSource = min(earliestSource, expiry) }
        }
        return trim(to: limit)
    }

    /// The place of a source, or where it would stand.
    private func place(of address: UInt32) -> Int {
        var low = 0
        var high = timers.count
        while low < high {
            let middle = (low + high) / 2
            if timers[middle].source.rawValue < address { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Merges `listed` into the sources in one pass; those not listed stay, or go.
    private mutating func merge(
        _ listed: borrowing Slab<UInt32>, scratch: inout Slab<SourceTimer>, limit: Int, keepsUnlisted: Bool,
        deadline: (Timestamp?) -> Timestamp
    ) -> Int {
        scratch.removeAll()
        var old = 0
        for position in listed.indices {
            let address = listed[position]
            while old < timers.count, timers[old].source.rawValue < address {
                if keepsUnlisted { scratch.append(timers[old]) }
                old += 1
            }
            let known = old < timers.count && timers[old].source.rawValue == address
            let timer = deadline(known ? timers[old].deadline : nil)
            if known { old += 1 }
            scratch.append(SourceTimer(source: IPv4Address(rawValue: address), deadline: timer))
            if timer != SourceTimer.blocked { earliestSource = min(earliestSource, timer) }
        }
        while keepsUnlisted, old < timers.count {
            scratch.append(timers[old])
            old += 1
        }
        swap(&timers, &scratch)
        timers.giveBackRoom()
        return trim(to: limit)
    }

    /// Where there are more sources than `limit`, lets go those that would run out
    /// first, blocked ones before all. Returns how many went.
    @inline(__always)
    private mutating func trim(to limit: Int) -> Int {
        timers.count > limit ? makeRoom(in: limit) : 0
    }

    private mutating func makeRoom(in limit: Int) -> Int {
        let excess = timers.count - TrackerLimits.room(in: limit)
        let deadlines = timers.indices.map { timers[$0].deadline }.sorted()
        return removeSources(dueUntil: deadlines[excess - 1], atMost: excess)
    }

    /// Lets go at most `count` sources that would run out by `moment`, and blocked
    /// ones. Returns how many went.
    mutating func removeSources(dueUntil moment: Timestamp, atMost count: Int) -> Int {
        var kept = 0
        for index in timers.indices {
            if index - kept < count, timers[index].deadline <= moment { continue }
            timers[kept] = timers[index]
            kept += 1
        }
        let removed = timers.count - kept
        timers.truncate(to: kept)
        timers.giveBackRoom()
        return removed
    }

    /// Calls `body` with the time at which each source runs out; one that is blocked has done so long ago.
    func forEachDeadline(_ body: (Timestamp) -> Void) {
        for index in timers.indices { body(timers[index].deadline) }
    }
}

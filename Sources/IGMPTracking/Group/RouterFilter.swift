public import IGMPWire

/// What a router on the link believes of one group: filter mode, group timer,
/// sources and their timers (RFC 9776 section 6.2).
///
/// A non-querier keeps the same state as the querier and sends nothing; timers
/// are lowered when the querier's own specific queries are seen (section 6.6.1).
public struct RouterFilter: Sendable {
    public private(set) var mode = FilterMode.include
    /// When EXCLUDE mode ends; of no meaning in INCLUDE mode.
    private var groupDeadline = Timestamp(nanoseconds: .min)
    /// By address. In EXCLUDE mode both the forwarded ones (X) and the blocked (Y).
    public private(set) var sources: [SourceTimer] = []
    /// No source expires before this.
    private var earliestSource = Timestamp(nanoseconds: .max)

    /// Whether a router forwards anything of the group.
    public var isForwarding: Bool { mode == .exclude || !sources.isEmpty }

    /// When the state ends unless it is reported again: the group timer in
    /// EXCLUDE mode, else the last source timer; nil when nothing is forwarded.
    public var expiresAt: Timestamp? {
        mode == .exclude ? groupDeadline : sources.lazy.map(\.deadline).max()
    }

    /// IS_IN, ALLOW and TO_IN: `listed`, in order, are forwarded for the group
    /// membership interval (sections 6.4.1 and 6.4.2).
    mutating func allow(_ listed: [UInt32], until deadline: Timestamp, scratch: inout [SourceTimer], limit: Int) -> Int
    {
        guard !listed.isEmpty else { return 0 }
        return merge(listed, scratch: &scratch, limit: limit, keepsUnlisted: true) { _ in deadline }
    }

    /// IS_EX and TO_EX: EXCLUDE mode with `listed`; those that are new to a group
    /// already in EXCLUDE mode are forwarded until `newDeadline`, those new to one
    /// in INCLUDE mode are blocked (sections 6.4.1 and 6.4.2).
    mutating func exclude(
        _ listed: [UInt32], until deadline: Timestamp, isModeChange: Bool, scratch: inout [SourceTimer], limit: Int
    ) -> Int {
        let wasExclude = mode == .exclude
        // TO_EX gives new sources what is left of the group timer, IS_EX a full interval.
        let fresh = !wasExclude ? SourceTimer.blocked : isModeChange ? groupDeadline : deadline
        let overflow = merge(listed, scratch: &scratch, limit: limit, keepsUnlisted: false) { $0 ?? fresh }
        mode = .exclude
        groupDeadline = deadline
        return overflow
    }

    /// BLOCK: in EXCLUDE mode, sources new to the group are forwarded until the
    /// group timer ends, since the querier will ask for them (section 6.4.2).
    mutating func block(_ listed: [UInt32], scratch: inout [SourceTimer], limit: Int) -> Int {
        guard mode == .exclude, !listed.isEmpty else { return 0 }
        let deadline = groupDeadline
        return merge(listed, scratch: &scratch, limit: limit, keepsUnlisted: true) { $0 ?? deadline }
    }

    /// A group-specific query without the S flag: the group timer is lowered to
    /// the last member query time (section 6.6.1).
    mutating func lowerGroupTimer(to deadline: Timestamp) {
        if mode == .exclude { groupDeadline = min(groupDeadline, deadline) }
    }

    /// A group-and-source-specific query without the S flag: the timers of the
    /// listed sources are lowered (section 6.6.1).
    mutating func lowerSourceTimers(_ listed: [UInt32], to deadline: Timestamp) {
        for address in listed {
            let index = sources.partitionPoint { $0.source.rawValue < address }
            guard index < sources.count, sources[index].source.rawValue == address else { continue }
            sources[index].deadline = min(sources[index].deadline, deadline)
            if let expiry = sources[index].expiresAt { earliestSource = min(earliestSource, expiry) }
        }
    }

    /// Lets the timers that are due run out (section 6.3): in INCLUDE mode a
    /// source goes; in EXCLUDE mode it becomes blocked, and when the group timer
    /// ends, the mode becomes INCLUDE with the sources that are still forwarded.
    mutating func expire(at now: Timestamp) {
        if mode == .exclude, groupDeadline <= now {
            mode = .include
            sources.removeAll { $0.deadline <= now }
            earliestSource = sources.lazy.map(\.deadline).min() ?? Timestamp(nanoseconds: .max)
        }
        guard earliestSource <= now else { return }
        if mode == .include {
            sources.removeAll { $0.deadline <= now }
        } else {
            for index in sources.indices where sources[index].deadline <= now {
                sources[index].deadline = SourceTimer.blocked
            }
        }
        earliestSource = sources.lazy.compactMap(\.expiresAt).min() ?? Timestamp(nanoseconds: .max)
    }

    /// Merges `listed` into the sources. `deadline` gives each listed one's new
    /// timer from its old one, nil for a new source. Returns how many found no room.
    private mutating func merge(
        _ listed: [UInt32], scratch: inout [SourceTimer], limit: Int, keepsUnlisted: Bool,
        deadline: (Timestamp?) -> Timestamp
    ) -> Int {
        scratch.removeAll(keepingCapacity: true)
        var overflow = 0
        // What stays anyhow has its room already.
        var room = keepsUnlisted ? limit - sources.count : limit
        var old = 0
        for address in listed {
            while old < sources.count, sources[old].source.rawValue < address {
                if keepsUnlisted { scratch.append(sources[old]) }
                old += 1
            }
            let known = old < sources.count && sources[old].source.rawValue == address
            let timer = deadline(known ? sources[old].deadline : nil)
            if known { old += 1 }
            if !(known && keepsUnlisted) {
                guard room > 0 else {
                    overflow += 1
                    continue
                }
                room -= 1
            }
            scratch.append(SourceTimer(source: IPv4Address(rawValue: address), deadline: timer))
            if timer != SourceTimer.blocked { earliestSource = min(earliestSource, timer) }
        }
        if keepsUnlisted { scratch.append(contentsOf: sources[old...]) }
        swap(&sources, &scratch)
        return overflow
    }
}

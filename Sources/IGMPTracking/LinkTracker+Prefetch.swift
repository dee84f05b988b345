import CIntrinsics
public import IGMPWire

/// Asking ahead for the memory that packets will need: waiting for one line of the
/// tables after the other would take longer than all the work on them.
///
/// Memberships are spread over more memory than a cache holds. Each takes three steps, each of
/// which needs what the one before has asked for: where it is, what it is, and in which state.
/// All are hints only, whatever the frame turns out to be; the packet's own work looks
/// everything up.
extension LinkTracker {
    /// A message is likely to be observed some packets from now.
    public mutating func foresee(_ message: borrowing IGMPMessage, from source: IPv4Address) {
        // What follows this message in memory is in most captures another one: as a hint, any address will do.
        unsafe message.bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { unsafe igmpscope_prefetch(start + 1024) }
        }
        guard let host = hostIndex[source.rawValue] else { return }
        hosts.prefetch(Int(host))
        hostTimings.prefetch(Int(host), length: MemoryLayout<HostTiming>.stride)
        switch message.type {
        case .v1MembershipReport, .v2MembershipReport, .leaveGroup:
            if let group = message.group { foresee(host: host, group: group, in: Member.olderQueue) }
        case .v3MembershipReport:
            guard var records = message.records else { return }
            while let record = try? records.next() {
                foresee(host: host, group: record.group, in: Member.v3Queue)
            }
        default:
            break
        }
    }

    @inline(__always)
    private mutating func foresee(host: UInt32, group: IPv4Address, in queue: Int) {
        guard let index = groupIndex[group.rawValue] else { return }
        groups.prefetch(Int(index), length: Group.hotLength)
        let entry = memberIndex.prefetch(index, host)
        let place = foreseenCount % 16
        foreseeMember(foreseen[(foreseenCount &+ 8) % 16])
        foreseeState(foreseen[place])
        foreseen[place] = Foreseen(group: index, queue: queue, entry: entry)
        foreseenCount &+= 1
    }

    /// The second step, of a membership that was foreseen 8 memberships ago.
    @inline(__always)
    private func foreseeMember(_ membership: Foreseen) {
        let group = Int(membership.group)
        guard group < groups.count else { return }
        groups[group].queues[membership.queue].prefetchEnd()
        groupTimings.prefetch(groups[group].timing)
        if let member = memberIndex.likelyIndex(at: membership.entry) { members.prefetch(Int(member)) }
    }

    /// The third step, of one that was foreseen 16 memberships ago.
    @inline(__always)
    private func foreseeState(_ membership: Foreseen) {
        guard membership.queue == Member.olderQueue, let member = memberIndex.likelyIndex(at: membership.entry),
            member < members.count
        else { return }
        classes.prefetch(members[Int(member)].stateClass)
    }
}

/// A membership that a packet will have to do with.
struct Foreseen {
    var group = UInt32.max
    /// That in which it will stand.
    var queue = Member.v3Queue
    /// Where it is most likely found in the index of members.
    var entry = 0
}

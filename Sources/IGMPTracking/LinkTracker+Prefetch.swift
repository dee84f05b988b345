import CIntrinsics
public import IGMPWire

/// Asking ahead for the memory that packets will need: waiting for one line of the
/// tables after the other would take longer than all the work on them.
///
/// Memberships are spread over more memory than a cache holds. Each takes two steps, the second of
/// which needs what the first has asked for: where it is, and what it is. Both are hints only,
/// whatever the frame turns out to be; the packet's own work looks everything up.
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
            if let group = message.group { foresee(host: host, group: group) }
        case .v3MembershipReport:
            guard var records = message.records else { return }
            while let record = try? records.next() { foresee(host: host, group: record.group) }
        default:
            break
        }
    }

    @inline(__always)
    private mutating func foresee(host: UInt32, group: IPv4Address) {
        guard let index = groupIndex[group.rawValue] else { return }
        groups.prefetch(Int(index), length: Group.hotLength)
        let entry = memberIndex.prefetch(memberKey(group: index, host: host))
        let place = foreseenCount % 16
        foreseeMember(foreseen[place])
        foreseen[place] = Foreseen(group: index, entry: entry)
        foreseenCount &+= 1
    }

    /// The second step, of a membership that was foreseen 16 memberships ago.
    @inline(__always)
    private func foreseeMember(_ membership: Foreseen) {
        let group = Int(membership.group)
        guard group < groups.count else { return }
        groups[group].queues[Member.v3Queue].prefetchEnd()
        groupTimings.prefetch(groups[group].timing)
        if let member = memberIndex.likelyIndex(at: membership.entry) { members.prefetch(Int(member)) }
    }
}

/// A membership that a packet will have to do with.
struct Foreseen {
    var group = UInt32.max
    /// Where it is most likely found in the index of members.
    var entry = 0
}

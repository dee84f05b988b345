public import IGMPWire

/// Asking ahead for the memory that packets will need: waiting for one line of the
/// tables after the other would take longer than all the work on them.
///
/// Memberships are spread over more memory than a cache holds, and each takes two steps:
/// where it is, and what it is. Both are hints only, whatever the frame turns out to
/// be; the packet's own work looks everything up.
extension LinkTracker {
    /// A message is likely to be observed some packets from now.
    public mutating func foresee(_ message: borrowing IGMPMessage, from source: IPv4Address) {
        guard let host = hostIndex[UInt64(source.rawValue)] else { return }
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
        guard let index = groupIndex[UInt64(group.rawValue)] else { return }
        let key = memberKey(group: index, host: host)
        memberIndex.prefetch(key)
        // What was asked for some memberships ago has come by now.
        if let member = memberIndex[foreseen[foreseenCount % 16]] { members.prefetch(Int(member)) }
        foreseen[foreseenCount % 16] = key
        foreseenCount &+= 1
    }
}

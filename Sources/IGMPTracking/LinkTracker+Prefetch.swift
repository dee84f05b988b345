public import IGMPWire

/// Asking ahead for the memory that a packet will need. Waiting for the tables'
/// lines one by one would take longer than all the work on them.
///
/// In three steps, so that each finds what the one before has asked for: where the
/// memberships are, the memberships, and what hangs on them. These are hints only:
/// the packet's own work looks everything up again.
extension LinkTracker {
    /// The first step; the caller has other work before ``observe(_:)``.
    public mutating func prepare(for packet: borrowing IGMPPacket) {
        preparedCount = 0
        guard case .message(let kind) = packet.verdict else { return }
        switch kind {
        case .v1Report, .v2Report, .leave:
            guard let host = hostIndex[UInt64(packet.ip.source.rawValue)], let group = packet.message.group else {
                return
            }
            prepare(host: host, group: group)
        case .v3Report:
            guard let host = hostIndex[UInt64(packet.ip.source.rawValue)], var records = packet.message.records
            else { return }
            while preparedCount < 16, let record = try? records.next() {
                prepare(host: host, group: record.group)
            }
        default:
            break
        }
    }

    @inline(__always)
    private mutating func prepare(host: UInt32, group: IPv4Address) {
        guard let index = groupIndex[UInt64(group.rawValue)] else { return }
        groups.prefetch(Int(index))
        prepared[preparedCount] = memberKey(group: index, host: host)
        memberIndex.prefetch(prepared[preparedCount])
        preparedCount &+= 1
    }

    /// The second and the third step.
    @inline(__always)
    mutating func fetchPrepared() {
        guard preparedCount > 0 else { return }
        var found = InlineArray<16, UInt32>(repeating: 0)
        var count = 0
        for position in 0..<preparedCount {
            guard let member = memberIndex[prepared[position]] else { continue }
            members.prefetch(Int(member))
            found[count] = member
            count &+= 1
        }
        preparedCount = 0
        // A single membership is not waited for: there is other work before it.
        guard count > 1 else { return }
        for position in 0..<count {
            let place = Int(found[position])
            if members[place].version < 3 {
                classes.prefetch(members[place].stateClass)
            } else {
                arena.prefetch(members[place].sources)
            }
        }
    }
}

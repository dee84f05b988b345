import IGMPWire

/// What NetBSD's `ip_input` and `igmp_input` (igmp.c 1.49) do with a packet, in
/// their order.
enum NetBSDInput {
    /// Whether `ip_input` would let the packet come as far as the choice by its
    /// destination: header, checksum and lengths are good, and its addresses are
    /// none that it drops on any but a loopback interface.
    static func passesHeaderChecks(_ packet: borrowing IGMPPacket) -> Bool {
        switch packet.verdict {
        // Seen in part only, and a fragment counts when its datagram is whole.
        case .badIPHeader, .unverifiable, .fragment, .droppedFragment: return false
        case .message, .rejected: break
        }
        let source = packet.ip.source
        return !source.isMulticast && !source.isLoopback && !packet.ip.destination.isLoopback
    }

    /// `igmp_input`: length, checksum, type. What to do about memberships is the
    /// caller's part; this counts, and returns what the message was taken for.
    ///
    /// - Parameter isOurGroup: whether the receiver is in the group of the group field.
    static func count(
        _ packet: borrowing IGMPPacket, into counters: inout NetBSDCounters, isOurGroup: Bool
    ) -> Outcome {
        counters.rcvTotal += 1
        let bytes = packet.message.bytes
        guard bytes.count >= IGMPMessage.minimumLength else {
            counters.rcvTooShort += 1
            return .nothing
        }
        if case .rejected(let error) = packet.verdict, error.rejection == .badChecksum {
            counters.rcvBadSum += 1
            return .nothing
        }
        let destination = packet.ip.destination
        switch bytes.uint8(at: 0) {
        case 0x11:
            counters.rcvQueries += 1
            if bytes.uint8(at: 1) == 0 {
                if destination != .allSystems { counters.rcvBadQueries += 1 }
                // The router version is set before the destination is looked at.
                return .v1Query(startsTimers: destination == .allSystems)
            }
            guard destination.isMulticast else {
                counters.rcvBadQueries += 1
                return .nothing
            }
            return .v2Query
        case 0x12, 0x16:
            counters.rcvReports += 1
            let group = IPv4Address(rawValue: bytes.uint32(at: 4))
            guard group.isMulticast, group == destination else {
                counters.rcvBadReports += 1
                return .nothing
            }
            guard isOurGroup else { return .nothing }
            counters.rcvOurReports += 1
            return .ourReport(group, version: bytes.uint8(at: 0) == 0x12 ? 1 : 2)
        default:
            return .nothing
        }
    }

    /// What the message means to the memberships of whoever received it.
    enum Outcome {
        case nothing
        case v1Query(startsTimers: Bool)
        case v2Query
        case ourReport(IPv4Address, version: Int)
    }
}

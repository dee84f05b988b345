import IGMPWire

/// What `igmp_input` of NetBSD (igmp.c 1.49) does with a packet, in its order.
/// OpenBSD's is the same (igmp.c 1.88).
enum NetBSDInput {
    /// Whether `ip_input` lets the packet come as far as the choice by its
    /// destination. Of the kernels here only NetBSD's drops a multicast source.
    static func passesIPInput(_ packet: borrowing IGMPPacket) -> Bool {
        packet.passesIPInput && !packet.ip.source.isMulticast
    }

    /// `igmp_input`: length, checksum, type. What to do about memberships is the
    /// caller's part; this counts, and returns what the message was taken for.
    ///
    /// Neither TTL nor Router Alert nor the group of a query is looked at.
    ///
    /// - Parameters:
    ///   - isOurGroup: whether the receiver is in the group of the group field.
    ///   - routerAddress: the receiver's own, where it has MROUTING.
    static func count(
        _ packet: borrowing IGMPPacket, into counters: inout NetBSDCounters, isOurGroup: Bool,
        routerAddress: IPv4Address? = nil
    ) -> Outcome {
        counters.rcvTotal += 1
        let bytes = packet.message.bytes
        guard bytes.count >= IGMPMessage.minimumLength else {
            counters.rcvTooShort += 1
            return .nothing
        }
        guard !packet.hasBadChecksum else {
            counters.rcvBadSum += 1
            return .nothing
        }
        switch packet.messageType {
        case .membershipQuery:
            return countQuery(packet, into: &counters)
        case .v1MembershipReport:
            return countReport(packet, into: &counters, isOurGroup: isOurGroup)
        case .v2MembershipReport:
            // A router does not hear its own; in version 1 nobody thought of that.
            if packet.ip.source == routerAddress { return .nothing }
            return countReport(packet, into: &counters, isOurGroup: isOurGroup)
        default:
            return .nothing
        }
    }

    /// A query of any length: of version 1 by its code, else of version 2.
    private static func countQuery(
        _ packet: borrowing IGMPPacket, into counters: inout NetBSDCounters
    ) -> Outcome {
        counters.rcvQueries += 1
        let destination = packet.ip.destination
        if packet.message.bytes.uint8(at: 1) == 0 {
            if destination != .allSystems { counters.rcvBadQueries += 1 }
            // The router version is set before the destination is looked at.
            return .v1Query(startsTimers: destination == .allSystems)
        }
        guard destination.isMulticast else {
            counters.rcvBadQueries += 1
            return .nothing
        }
        return .v2Query
    }

    private static func countReport(
        _ packet: borrowing IGMPPacket, into counters: inout NetBSDCounters, isOurGroup: Bool
    ) -> Outcome {
        counters.rcvReports += 1
        let group = IPv4Address(rawValue: packet.message.bytes.uint32(at: 4))
        guard group.isMulticast, group == packet.ip.destination else {
            counters.rcvBadReports += 1
            return .nothing
        }
        guard isOurGroup else { return .nothing }
        counters.rcvOurReports += 1
        return .ourReport(group, version: packet.messageType == .v1MembershipReport ? 1 : 2)
    }

    /// What the message means to the memberships of whoever received it.
    enum Outcome {
        case nothing
        case v1Query(startsTimers: Bool)
        case v2Query
        case ourReport(IPv4Address, version: Int)
    }
}

import IGMPWire

/// What FreeBSD's `igmp_input` does with a packet, in its order, under the default
/// sysctls: versions 1 and 2 enabled.
enum FreeBSDInput {
    /// What the message asks of the interface that it arrived on.
    enum Outcome {
        case nothing
        /// A query that may switch the interface to the mode of its version.
        case v1Query
        case v2Query
        /// A version 3 query with good fields.
        case v3Query
    }

    /// Whether `ip_input` takes the packet in: any multicast packet, joined or not.
    ///
    /// It is that of recent kernels, which drop what goes to 0.0.0.0. Older ones took that for
    /// their own, as NetBSD and OpenBSD do.
    ///
    /// - Parameter address: the receiver's own, if it is known.
    static func isDelivered(_ packet: borrowing IGMPPacket, to address: IPv4Address?) -> Bool {
        guard packet.passesIPInput else { return false }
        let destination = packet.ip.destination
        return destination.isMulticast || destination == .broadcast || destination == address
            || packet.isDirectedBroadcast(near: address)
    }

    /// `igmp_input`: length, checksum, TTL, type.
    ///
    /// - Parameters:
    ///   - isOurGroup: whether the receiver is in the group of the group field.
    ///   - address: the receiver's own, if it is known.
    static func count(
        _ packet: borrowing IGMPPacket, into counters: inout FreeBSDCounters, isOurGroup: Bool,
        address: IPv4Address? = nil
    ) -> Outcome {
        counters.rcvTotal += 1
        guard packet.message.bytes.count >= IGMPMessage.minimumLength else {
            counters.rcvTooShort += 1
            return .nothing
        }
        guard !packet.hasBadChecksum else {
            counters.rcvBadSum += 1
            return .nothing
        }
        let type = packet.messageType
        // Behind the checksum, although netstat prints it before.
        guard packet.ip.timeToLive == 1 || type == .dvmrp else {
            counters.rcvBadTTL += 1
            return .nothing
        }
        switch type {
        case .membershipQuery:
            return countQuery(packet, into: &counters)
        case .v1MembershipReport:
            countReport(packet, into: &counters, isOurGroup: isOurGroup)
        case .v2MembershipReport:
            if !packet.options.hasRouterAlert { counters.rcvNoRA += 1 }
            // Its own, or one in its name, is left at that.
            if packet.ip.source == address { break }
            countReport(packet, into: &counters, isOurGroup: isOurGroup)
        case .v3MembershipReport:
            if !packet.options.hasRouterAlert { counters.rcvNoRA += 1 }
        default:
            break
        }
        return .nothing
    }

    /// The version is told by the length alone, 8 or at least 12.
    private static func countQuery(
        _ packet: borrowing IGMPPacket, into counters: inout FreeBSDCounters
    ) -> Outcome {
        let bytes = packet.message.bytes
        switch bytes.count {
        case 8:
            counters.rcvV1V2Queries += 1
            return bytes.uint8(at: 1) == 0
                ? countV1Query(packet, into: &counters) : countV2Query(packet, into: &counters)
        case 12...:
            counters.rcvV3Queries += 1
            return countV3Query(packet, into: &counters)
        default:
            counters.rcvTooShort += 1
            return .nothing
        }
    }

    /// `igmp_input_v1_query`.
    private static func countV1Query(
        _ packet: borrowing IGMPPacket, into counters: inout FreeBSDCounters
    ) -> Outcome {
        guard packet.ip.destination == .allSystems, packet.message.group == .unspecified else {
            counters.rcvBadQueries += 1
            return .nothing
        }
        counters.rcvGenQueries += 1
        return .v1Query
    }

    /// `igmp_input_v2_query`: a general query elsewhere than to 224.0.0.1 is
    /// ignored without being called bad, and of a group query nothing is checked.
    private static func countV2Query(
        _ packet: borrowing IGMPPacket, into counters: inout FreeBSDCounters
    ) -> Outcome {
        guard packet.message.group == .unspecified else {
            counters.rcvGroupQueries += 1
            return .v2Query
        }
        guard packet.ip.destination == .allSystems else { return .nothing }
        counters.rcvGenQueries += 1
        return .v2Query
    }

    /// The length test of `igmp_input`, then `igmp_input_v3_query`.
    private static func countV3Query(
        _ packet: borrowing IGMPPacket, into counters: inout FreeBSDCounters
    ) -> Outcome {
        let bytes = packet.message.bytes
        let sourceCount = Int(bytes.uint16(at: 10))
        // This holds the kernel's other bound, 65535 less the headers, as well.
        guard 12 + 4 * sourceCount <= bytes.count else {
            counters.rcvTooShort += 1
            return .nothing
        }
        guard packet.message.group == .unspecified else {
            if sourceCount == 0 { counters.rcvGroupQueries += 1 } else { counters.rcvGSRQueries += 1 }
            return .v3Query
        }
        counters.rcvGenQueries += 1
        guard packet.ip.destination == .allSystems, sourceCount == 0 else {
            counters.rcvBadQueries += 1
            return .nothing
        }
        return .v3Query
    }

    /// `igmp_input_v1_report` and, behind its Router Alert test, `igmp_input_v2_report`.
    private static func countReport(
        _ packet: borrowing IGMPPacket, into counters: inout FreeBSDCounters, isOurGroup: Bool
    ) {
        counters.rcvReports += 1
        let group = IPv4Address(rawValue: packet.message.bytes.uint32(at: 4))
        guard group.isMulticast, group == packet.ip.destination else {
            counters.rcvBadReports += 1
            return
        }
        if isOurGroup { counters.rcvOurReports += 1 }
    }
}

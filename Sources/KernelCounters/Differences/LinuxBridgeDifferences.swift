import IGMPWire

/// What a Linux bridge counts at a port otherwise than RFC 9776 would have it.
enum LinuxBridgeDifferences {
    /// Which of a packet's oddities make a difference.
    static func differences(_ oddities: PacketOddities, of packet: borrowing IGMPPacket) -> PacketOddities {
        // It sees fragments, and not what comes of them.
        if packet.isReassembled { return [] }
        let isSnooped = LinuxBridgePort.isSnooped(packet)
        switch packet.verdict {
        case .fragment, .droppedFragment: return isSnooped ? PacketOddities(.fragment) : []
        case .badIPHeader(.options): return isCounted(packet) ? PacketOddities(.malformedOptions) : []
        case .badIPHeader: return []
        case .unverifiable: return isSnooped ? PacketOddities(.cut) : []
        case .message, .rejected: break
        }
        let isCounted = packet.isMembershipMessage || packet.isTooShortOrBadlySummed || oddities.contains(.shortMRD)
        guard isCounted else { return [] }
        guard isSnooped else { return PacketOddities(.unsnooped) }
        var differences = oddities.subtracting(
            PacketOddities(.v3Report, .leave, .v3Query, .v1QueryWithGroup, .queryToNoGroup))
        if packet.message.group != .unspecified { differences.subtract(PacketOddities(.misaddressedV1Query)) }
        let errors = differences.intersection(
            PacketOddities(
                .oddLengthQuery, .misaddressedV1Query, .misaddressedV2Query, .misaddressedV3Query, .shortMRD))
        return errors.isEmpty ? differences : errors
    }

    /// Whether a port counts the packet at all.
    private static func isCounted(_ packet: borrowing IGMPPacket) -> Bool {
        var port = LinuxBridgePort()
        port.observe(packet)
        return port.counters != LinuxBridgeCounters()
    }

    static func countedAs(_ oddity: PacketOddity) -> CountedAs? {
        switch oddity {
        case .damagedV3Report:
            CountedAs("in igmp_reports, as good", "the records are read afterwards, and what lacks some is dropped")
        case .badLeave: CountedAs("in igmp_leaves, as good", "the group is not looked at")
        case .badReport: CountedAs("in igmp_reports, as good", "the group is not looked at")
        case .oddLengthQuery: CountedAs("in igmp_parse_errors", "a query has 8 bytes, or 12 and more")
        case .missingSources, .sourcesInGeneralQuery: CountedAs("in igmp_queries, as good", "it reads no sources")
        case .misaddressedV1Query, .misaddressedV2Query, .misaddressedV3Query:
            CountedAs("in igmp_parse_errors", "without a group only 224.0.0.1 is a good destination")
        case .queryOfNoGroup: CountedAs("in igmp_queries, as good", "the group is not looked at")
        case .shortMRD: CountedAs("in igmp_parse_errors", "nothing below 8 bytes is taken")
        case .otherTTL: CountedAs("as any other", "the TTL is not looked at")
        case .noRouterAlert: CountedAs("as any other", "Router Alert is not asked for")
        case .invalidSource: CountedAs("as any other", "the source address is not looked at")
        case .malformedOptions: CountedAs("as any other", "IP options are not looked at")
        case .fragment: CountedAs("by itself, mostly in igmp_parse_errors", "a bridge does not reassemble")
        case .unsnooped:
            CountedAs("not at all", "behind more than one tag, LLC or PPPoE, or not to a group's MAC address")
        case .cut: .cut
        default: nil
        }
    }
}

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
        case .badIPHeader(.options): return isSnooped ? PacketOddities(.malformedOptions) : []
        case .badIPHeader, .unverifiable: return []
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

    static func countedAs(_ oddity: PacketOddity) -> CountedAs? {
        switch oddity {
        case .damagedV3Report: CountedAs("as good reports", "their records are not read before, and then it drops them")
        case .badLeave: CountedAs("as good leaves", "their group is not looked at")
        case .badReport: CountedAs("as good reports", "their group is not looked at")
        case .oddLengthQuery: CountedAs("as parse errors", "a query has 8 bytes, or 12 and more")
        case .missingSources, .sourcesInGeneralQuery: CountedAs("as good queries", "it reads no sources")
        case .misaddressedV1Query, .misaddressedV2Query, .misaddressedV3Query:
            CountedAs("as parse errors", "without a group they must go to 224.0.0.1")
        case .queryOfNoGroup: CountedAs("as good queries", "their group is not looked at")
        case .shortMRD: CountedAs("as parse errors", "nothing below 8 bytes is taken")
        case .otherTTL: CountedAs("as any other", "the TTL is not looked at")
        case .noRouterAlert: CountedAs("as any other", "Router Alert is not asked for")
        case .invalidSource: CountedAs("as any other", "the source address is not looked at")
        case .malformedOptions: CountedAs("as any other", "IP options are not looked at")
        case .fragment: CountedAs("each by itself, mostly as parse errors", "a bridge does not reassemble")
        case .unsnooped:
            CountedAs(
                "not at all", "they are behind more than one tag, LLC or PPPoE, or not to a group's MAC address")
        default: nil
        }
    }
}

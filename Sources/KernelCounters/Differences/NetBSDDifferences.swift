import IGMPWire

/// What NetBSD, and with it OpenBSD, counts otherwise than RFC 9776 would have it.
enum NetBSDDifferences {
    /// Which of a delivered packet's oddities make a difference.
    static func differences(_ oddities: PacketOddities, of packet: borrowing IGMPPacket) -> PacketOddities {
        if oddities.contains(.shortMRD) { return PacketOddities(.shortMRD) }
        var differences = oddities.subtracting(
            PacketOddities(
                .badLeave, .v1QueryWithGroup, .misaddressedV1Query, .misaddressedV2Query, .misaddressedV3Query,
                .invalidSource))
        if !packet.isMembershipMessage { differences.subtract(PacketOddities(.otherTTL)) }
        if !packet.isTooShortOrBadlySummed, packet.messageType == .membershipQuery,
            packet.message.bytes.uint8(at: 1) == 0, packet.ip.destination != .allSystems
        {
            // Of whatever length: the code alone makes it one of version 1.
            differences.insert(.misaddressedV1Query)
        }
        // Those are counted twice, whatever else may be said of them.
        if differences.contains(.misaddressedV1Query) || differences.contains(.queryToNoGroup) {
            differences.formIntersection(PacketOddities(.misaddressedV1Query, .queryToNoGroup, .v3Query))
            if differences.contains(.misaddressedV1Query) { differences.subtract(PacketOddities(.queryToNoGroup)) }
        }
        return differences
    }

    static func countedAs(_ oddity: PacketOddity) -> CountedAs? {
        switch oddity {
        case .v3Report: CountedAs("in rcv_total alone", "it knows versions 1 and 2 only")
        case .damagedV3Report: CountedAs("in rcv_total alone, not as bad", "it knows versions 1 and 2 only")
        case .leave: CountedAs("in rcv_total alone", "it has no counter of leaves")
        case .badReport: CountedAs("in rcv_reports and again in rcv_badreports", "a bad one is a report first")
        case .v3Query:
            CountedAs("in rcv_queries, as version 2, or 1 if the code is 0", "it knows versions 1 and 2 only")
        case .oddLengthQuery: CountedAs("in rcv_queries, as good", "any length from 8 bytes on will do")
        case .missingSources, .sourcesInGeneralQuery: CountedAs("in rcv_queries, as good", "it reads no sources")
        case .misaddressedV1Query:
            CountedAs("in rcv_queries and again in rcv_badqueries", "with code 0 only 224.0.0.1 is a good destination")
        case .queryToNoGroup:
            CountedAs("in rcv_queries and again in rcv_badqueries", "only a group is a good destination")
        case .queryOfNoGroup: CountedAs("in rcv_queries, as good", "the group is not looked at")
        case .shortMRD: CountedAs("in rcv_tooshort", "nothing below 8 bytes is taken")
        case .otherTTL: CountedAs("as any other", "the TTL is not looked at")
        case .noRouterAlert: CountedAs("as any other", "Router Alert is not asked for")
        default: CountedAs(undelivered: oddity)
        }
    }
}

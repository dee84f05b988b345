import IGMPWire

/// What FreeBSD counts otherwise than RFC 9776 would have it.
enum FreeBSDDifferences {
    /// Which of a delivered packet's oddities make a difference.
    static func differences(_ oddities: PacketOddities, of packet: borrowing IGMPPacket) -> PacketOddities {
        // The length is tested first, and behind the TTL nothing is.
        if oddities.contains(.shortMRD) { return PacketOddities(.shortMRD) }
        if oddities.contains(.otherTTL), packet.messageType != .dvmrp { return PacketOddities(.otherTTL) }
        if oddities.contains(.oddLengthQuery) { return PacketOddities(.oddLengthQuery) }
        if oddities.contains(.missingSources) { return PacketOddities(.missingSources) }
        return oddities.subtracting(PacketOddities(.v3Query, .badLeave, .queryToNoGroup, .otherTTL))
    }

    static func countedAs(_ oddity: PacketOddity) -> CountedAs? {
        switch oddity {
        case .v3Report: CountedAs("in rcv_total alone", "it counts the reports of versions 1 and 2 only")
        case .damagedV3Report: CountedAs("in rcv_total alone, not as bad", "the records are not read")
        case .leave: CountedAs("in rcv_total alone", "it has no counter of leaves")
        case .badReport: CountedAs("in rcv_reports and again in rcv_badreports", "a bad one is a report first")
        case .oddLengthQuery: CountedAs("in rcv_tooshort", "too long for version 2 and too short for 3")
        case .missingSources: CountedAs("in rcv_v3_queries and again in rcv_tooshort", "a bad one is a query first")
        case .sourcesInGeneralQuery, .misaddressedV3Query:
            CountedAs("in rcv_gen_queries and again in rcv_badqueries", "a bad one is a query first")
        case .misaddressedV1Query, .v1QueryWithGroup:
            CountedAs("in rcv_v1v2_queries and again in rcv_badqueries", "a bad one is a query first")
        case .misaddressedV2Query: CountedAs("in rcv_v1v2_queries alone, not as bad", "ignored without a word")
        case .queryOfNoGroup: CountedAs("in rcv_group_queries or rcv_gsr_queries", "what is asked for need be no group")
        case .shortMRD: CountedAs("in rcv_tooshort", "nothing below 8 bytes is taken")
        case .otherTTL: CountedAs("in rcv_badttl alone", "no TTL but 1 is taken, except of DVMRP")
        case .noRouterAlert:
            CountedAs("as any other, and a report again in rcv_nora", "Router Alert is missed in reports only")
        case .invalidSource: CountedAs("as any other", "a multicast source is not looked for")
        default: CountedAs(undelivered: oddity)
        }
    }
}

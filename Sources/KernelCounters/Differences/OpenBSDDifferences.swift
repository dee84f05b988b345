import IGMPWire

/// What OpenBSD counts otherwise than RFC 9776 would have it.
enum OpenBSDDifferences {
    /// Which of a delivered packet's oddities make a difference.
    ///
    /// - Parameter isFiltered: whether pf drops it.
    static func differences(
        _ oddities: PacketOddities, of packet: borrowing IGMPPacket, isFiltered: Bool
    ) -> PacketOddities {
        if isFiltered { return PacketOddities(.filtered) }
        return NetBSDDifferences.differences(oddities, of: packet)
            .union(oddities.intersection(PacketOddities(.invalidSource)))
    }

    static func countedAs(_ oddity: PacketOddity) -> CountedAs? {
        switch oddity {
        case .filtered:
            CountedAs(
                "not at all", "pf takes no TTL but 1 to 224.0.0.1, and no IP option but Router Alert")
        case .invalidSource: CountedAs("as any other", "the source address is not looked at")
        default: NetBSDDifferences.countedAs(oddity)
        }
    }
}

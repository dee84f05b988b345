import KernelCounters

extension PacketOddity {
    /// Which packets these are, behind their number.
    var label: NetstatText.Label {
        switch self {
        case .v3Report: .init("version 3 report", .s, "")
        case .damagedV3Report: .init("version 3 report", .s, " with fewer records than announced")
        case .leave: .init("leave", .s, "")
        case .badLeave: .init("leave", .s, " of an address that is no group")
        case .badReport: .init("version 1 or 2 report", .s, " of another group than the destination")
        case .v3Query: .init("version 3 quer", .ies, "")
        case .oddLengthQuery: .init("quer", .ies, " of 9 to 11 bytes")
        case .missingSources: .init("quer", .ies, " with fewer sources than announced")
        case .sourcesInGeneralQuery: .init("general quer", .ies, " with sources")
        case .misaddressedV1Query: .init("version 1 quer", .ies, " not sent to 224.0.0.1")
        case .misaddressedV2Query: .init("version 2 general quer", .ies, " not sent to 224.0.0.1")
        case .misaddressedV3Query: .init("version 3 general quer", .ies, " not sent to 224.0.0.1")
        case .queryToNoGroup: .init("quer", .ies, " sent to no group")
        case .v1QueryWithGroup: .init("version 1 quer", .ies, " with a group")
        case .queryOfNoGroup: .init("quer", .ies, " of an address that is no group")
        case .shortMRD: .init("router discovery message", .s, " of 4 bytes")
        case .otherTTL: .init("message", .s, " with a TTL other than 1")
        case .noRouterAlert: .init("message", .s, " of version 2 or 3 without Router Alert")
        case .invalidSource: .init("message", .s, " from a multicast or loopback address")
        case .malformedOptions: .init("message", .s, " with malformed IP options")
        case .fragment: .init("fragment", .s, "")
        case .filtered: .init("message", .s, " that its packet filter drops")
        case .badIPHeader: .init("packet", .s, " with a bad IPv4 header")
        case .undelivered: .init("message", .s, " from or to an address that its IP does not take")
        case .cut: .init("message", .s, " that the snapshot length cut")
        case .unsnooped: .init("message", .s, " in a frame that it does not look into")
        }
    }
}

/// What makes a kernel count a packet otherwise than RFC 9776 would have it, or not at
/// all, at least for one of the kernels here.
public enum PacketOddity: UInt8, CaseIterable, Hashable, Sendable {
    case v3Report, damagedV3Report, leave, badLeave, badReport
    case v3Query, oddLengthQuery, missingSources, sourcesInGeneralQuery
    case misaddressedV1Query, misaddressedV2Query, misaddressedV3Query, queryToNoGroup
    case v1QueryWithGroup, queryOfNoGroup
    case shortMRD, otherTTL, noRouterAlert, invalidSource
    case malformedOptions, fragment, filtered, unsnooped
    // Of no difference, but not among what is counted.
    case badIPHeader, undelivered, cut

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .v3Report: "v3_report"
        case .damagedV3Report: "damaged_v3_report"
        case .leave: "leave"
        case .badLeave: "bad_leave"
        case .badReport: "bad_report"
        case .v3Query: "v3_query"
        case .oddLengthQuery: "odd_length_query"
        case .missingSources: "missing_sources"
        case .sourcesInGeneralQuery: "sources_in_general_query"
        case .misaddressedV1Query: "misaddressed_v1_query"
        case .misaddressedV2Query: "misaddressed_v2_query"
        case .misaddressedV3Query: "misaddressed_v3_query"
        case .queryToNoGroup: "query_to_no_group"
        case .v1QueryWithGroup: "v1_query_with_group"
        case .queryOfNoGroup: "query_of_no_group"
        case .shortMRD: "short_mrd"
        case .otherTTL: "other_ttl"
        case .noRouterAlert: "no_router_alert"
        case .invalidSource: "invalid_source"
        case .malformedOptions: "malformed_options"
        case .fragment: "fragment"
        case .filtered: "filtered"
        case .unsnooped: "unsnooped"
        case .badIPHeader: "bad_ip_header"
        case .undelivered: "undelivered"
        case .cut: "cut"
        }
    }

    /// Where it is said how they ought to be taken.
    public var reference: StaticString {
        switch self {
        case .v3Report: "RFC 9776 section 4.2"
        case .damagedV3Report: "RFC 9776 section 4.2.4"
        case .leave, .badLeave: "RFC 9776 section 7.3.2"
        case .badReport: "RFC 2236 section 9"
        case .v3Query, .oddLengthQuery: "RFC 9776 section 7.1"
        case .missingSources, .sourcesInGeneralQuery: "RFC 9776 section 4.1.8"
        case .misaddressedV1Query, .misaddressedV2Query, .misaddressedV3Query, .queryToNoGroup:
            "RFC 9776 section 4.1.12"
        case .v1QueryWithGroup: "RFC 1112 appendix I"
        case .queryOfNoGroup: "RFC 9776 section 4.1.3"
        case .shortMRD: "RFC 4286 section 4.2"
        case .otherTTL, .noRouterAlert, .filtered: "RFC 9776 section 4"
        case .invalidSource: "RFC 1122 section 3.2.1.3"
        case .malformedOptions: "RFC 791 section 3.1"
        case .fragment: "RFC 791 section 3.2"
        case .unsnooped: "RFC 4541 section 2.1"
        case .badIPHeader: "RFC 1122 section 3.2.1"
        case .undelivered: "RFC 1122 section 3.2.1.3"
        case .cut: "RFC 9776 section 4.1.2"
        }
    }
}

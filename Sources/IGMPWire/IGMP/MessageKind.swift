/// What a well-formed message is: its type, and for queries the version and
/// scope that its length and contents decide (RFC 9776 sections 4.1.11 and 7.1).
public enum MessageKind: UInt8, CaseIterable, Hashable, Sendable {
    case v1Query, v2GeneralQuery, v2GroupQuery, v3GeneralQuery, v3GroupQuery, v3GroupSourceQuery
    case v1Report, v2Report, v3Report, leave
    case dvmrp, pimV1, ciscoTrace, mtraceQuery, mtraceResponse
    case mrdAdvertisement, mrdSolicitation, mrdTermination
    case rgmp, igap, other

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .v1Query: "v1_query"
        case .v2GeneralQuery: "v2_general_query"
        case .v2GroupQuery: "v2_group_query"
        case .v3GeneralQuery: "v3_general_query"
        case .v3GroupQuery: "v3_group_query"
        case .v3GroupSourceQuery: "v3_group_source_query"
        case .v1Report: "v1_report"
        case .v2Report: "v2_report"
        case .v3Report: "v3_report"
        case .leave: "leave"
        case .dvmrp: "dvmrp"
        case .pimV1: "pim_v1"
        case .ciscoTrace: "cisco_trace"
        case .mtraceQuery: "mtrace_query"
        case .mtraceResponse: "mtrace_response"
        case .mrdAdvertisement: "mrd_advertisement"
        case .mrdSolicitation: "mrd_solicitation"
        case .mrdTermination: "mrd_termination"
        case .rgmp: "rgmp"
        case .igap: "igap"
        case .other: "other"
        }
    }

    /// Which version of IGMP it belongs to; nil for what is not group membership.
    public var version: Int? {
        switch self {
        case .v1Query, .v1Report: 1
        case .v2GeneralQuery, .v2GroupQuery, .v2Report, .leave: 2
        case .v3GeneralQuery, .v3GroupQuery, .v3GroupSourceQuery, .v3Report: 3
        default: nil
        }
    }

    /// Whether it is a membership query of any version.
    @inlinable
    public var isQuery: Bool { rawValue <= MessageKind.v3GroupSourceQuery.rawValue }
}

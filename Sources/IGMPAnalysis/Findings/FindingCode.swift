/// Every kind of finding there is.
public enum FindingCode: UInt8, CaseIterable, Hashable, Sendable {
    // What is wrong with single packets.
    case badIPHeader, checksumOffload, badChecksum, messageTooShort, queryLength, countsBeyondData, notAGroup,
        sourcesInGeneralQuery
    case unknownMessageType, unknownRecordType, auxiliaryData, emptyReport, fragmented
    case timeToLive, noRouterAlert, noRouterAlertVersion2, typeOfService
    case queryDestination, reportDestination, leaveDestination, version3ReportDestination
    case ethernetDestination, unicastFrame
    case sourceNotUnicast, zeroSourceQuery, zeroSourceReport
    case linkLocalGroup, allSystemsReported, sourceSpecificExclude, sourceSpecificOlderReport
    // What is wrong with queriers, and with the versions that are spoken.
    case noQuerier, querierLost, twoQueriers, wrongQuerier, querierFlapping
    case querierVersionsDiffer, queryIntervalsDiffer, robustnessDiffers, responseTime
    case versionOneQuerier, versionTwoQuerier, versionOneHost, versionTwoHost, unheardReport
    // What hosts do late, too often, or not at all.
    case lateAnswer, neverAnswers, unansweredQueries, reportStorm, repeatedJoin, queriesOnly
    // What queriers do not do.
    case nobodyQueries, unaskedLeave
    // What is wrong with addresses.
    case sourceNetwork, sharedEthernetAddress, floodedGroup
    // What is wrong with the groups' own traffic.
    case trafficWithoutMember, memberWithoutTraffic, severalSources

    /// Its lasting name in reports and on the command line.
    public var name: StaticString {
        switch self {
        case .badIPHeader: "bad_ip_header"
        case .checksumOffload: "checksum_offload"
        case .badChecksum: "bad_checksum"
        case .messageTooShort: "message_too_short"
        case .queryLength: "query_length"
        case .countsBeyondData: "counts_beyond_data"
        case .notAGroup: "not_a_group"
        case .sourcesInGeneralQuery: "sources_in_general_query"
        case .unknownMessageType: "unknown_message_type"
        case .unknownRecordType: "unknown_record_type"
        case .auxiliaryData: "auxiliary_data"
        case .emptyReport: "empty_report"
        case .fragmented: "fragmented"
        case .timeToLive: "ttl"
        case .noRouterAlert: "no_router_alert"
        case .noRouterAlertVersion2: "no_router_alert_v2"
        case .typeOfService: "tos"
        case .queryDestination: "query_destination"
        case .reportDestination: "report_destination"
        case .leaveDestination: "leave_destination"
        case .version3ReportDestination: "v3_report_destination"
        case .ethernetDestination: "ethernet_destination"
        case .unicastFrame: "unicast_frame"
        case .sourceNotUnicast: "source_not_unicast"
        case .zeroSourceQuery: "zero_source_query"
        case .zeroSourceReport: "zero_source_report"
        case .linkLocalGroup: "link_local_group"
        case .allSystemsReported: "all_systems_reported"
        case .sourceSpecificExclude: "ssm_exclude"
        case .sourceSpecificOlderReport: "ssm_older_report"
        case .noQuerier: "no_querier"
        case .querierLost: "querier_lost"
        case .twoQueriers: "two_queriers"
        case .wrongQuerier: "wrong_querier"
        case .querierFlapping: "querier_flapping"
        case .querierVersionsDiffer: "querier_versions_differ"
        case .queryIntervalsDiffer: "query_intervals_differ"
        case .robustnessDiffers: "robustness_differs"
        case .responseTime: "response_time"
        case .versionOneQuerier: "v1_querier"
        case .versionTwoQuerier: "v2_querier"
        case .versionOneHost: "v1_host"
        case .versionTwoHost: "v2_host"
        case .unheardReport: "unheard_report"
        case .lateAnswer: "late_answer"
        case .neverAnswers: "never_answers"
        case .unansweredQueries: "unanswered_queries"
        case .reportStorm: "report_storm"
        case .repeatedJoin: "repeated_join"
        case .queriesOnly: "queries_only"
        case .nobodyQueries: "nobody_queries"
        case .unaskedLeave: "unasked_leave"
        case .sourceNetwork: "source_network"
        case .sharedEthernetAddress: "shared_ethernet_address"
        case .floodedGroup: "flooded_group"
        case .trafficWithoutMember: "traffic_without_member"
        case .memberWithoutTraffic: "member_without_traffic"
        case .severalSources: "several_sources"
        }
    }

    /// The code of that name; nil when there is none.
    public init?(name: String) {
        guard let code = Self.allCases.first(where: { $0.name.description == name }) else { return nil }
        self = code
    }

    public var severity: FindingSeverity { rule.severity }
    /// The clause that is broken, or from which the consequence follows.
    public var reference: String { rule.reference }

    var rule: any FindingRule.Type {
        switch self {
        case .badIPHeader: BadIPHeaderRule.self
        case .checksumOffload: ChecksumOffloadRule.self
        case .badChecksum: BadChecksumRule.self
        case .messageTooShort: MessageTooShortRule.self
        case .queryLength: QueryLengthRule.self
        case .countsBeyondData: CountsBeyondDataRule.self
        case .notAGroup: NotAGroupRule.self
        case .sourcesInGeneralQuery: SourcesInGeneralQueryRule.self
        case .unknownMessageType: UnknownMessageTypeRule.self
        case .unknownRecordType: UnknownRecordTypeRule.self
        case .auxiliaryData: AuxiliaryDataRule.self
        case .emptyReport: EmptyReportRule.self
        case .fragmented: FragmentedRule.self
        case .timeToLive: TimeToLiveRule.self
        case .noRouterAlert: RouterAlertRule.self
        case .noRouterAlertVersion2: OlderRouterAlertRule.self
        case .typeOfService: TypeOfServiceRule.self
        case .queryDestination: QueryDestinationRule.self
        case .reportDestination: ReportDestinationRule.self
        case .leaveDestination: LeaveDestinationRule.self
        case .version3ReportDestination: VersionThreeReportDestinationRule.self
        case .ethernetDestination: EthernetDestinationRule.self
        case .unicastFrame: UnicastFrameRule.self
        case .sourceNotUnicast: SourceNotUnicastRule.self
        case .zeroSourceQuery: ZeroSourceQueryRule.self
        case .zeroSourceReport: ZeroSourceReportRule.self
        case .linkLocalGroup: LinkLocalGroupRule.self
        case .allSystemsReported: AllSystemsReportedRule.self
        case .sourceSpecificExclude: SourceSpecificExcludeRule.self
        case .sourceSpecificOlderReport: SourceSpecificOlderReportRule.self
        case .noQuerier: NoQuerierRule.self
        case .querierLost: QuerierLostRule.self
        case .twoQueriers: TwoQueriersRule.self
        case .wrongQuerier: WrongQuerierRule.self
        case .querierFlapping: QuerierFlappingRule.self
        case .querierVersionsDiffer: QuerierVersionsDifferRule.self
        case .queryIntervalsDiffer: QueryIntervalsDifferRule.self
        case .robustnessDiffers: RobustnessDiffersRule.self
        case .responseTime: ResponseTimeRule.self
        case .versionOneQuerier: VersionOneQuerierRule.self
        case .versionTwoQuerier: VersionTwoQuerierRule.self
        case .versionOneHost: VersionOneHostRule.self
        case .versionTwoHost: VersionTwoHostRule.self
        case .unheardReport: UnheardReportRule.self
        case .lateAnswer: LateAnswerRule.self
        case .neverAnswers: NeverAnswersRule.self
        case .unansweredQueries: UnansweredQueriesRule.self
        case .reportStorm: ReportStormRule.self
        case .repeatedJoin: RepeatedJoinRule.self
        case .queriesOnly: QueriesOnlyRule.self
        case .nobodyQueries: NobodyQueriesRule.self
        case .unaskedLeave: UnaskedLeaveRule.self
        case .sourceNetwork: SourceNetworkRule.self
        case .sharedEthernetAddress: SharedEthernetAddressRule.self
        case .floodedGroup: FloodedGroupRule.self
        case .trafficWithoutMember: TrafficWithoutMemberRule.self
        case .memberWithoutTraffic: MemberWithoutTrafficRule.self
        case .severalSources: SeveralSourcesRule.self
        }
    }
}

public import IGMPWire

/// The querier's variables as learned from its queries, and the intervals that
/// follow from them (RFC 9776 section 8). Defaults hold until one is learned.
public struct LearnedValues: Hashable, Sendable {
    /// Query Interval, from QQIC (section 4.1.7); nil until a version 3 query said one.
    public internal(set) var queryInterval: Interval?
    /// Query Response Interval, from the Max Resp Code of general queries.
    public internal(set) var maxResponse: Interval?
    /// Robustness Variable, from QRV.
    public internal(set) var robustness: Int?
    /// Last Member Query Interval, from the Max Resp Code of specific queries.
    public internal(set) var lastMemberQueryInterval: Interval?

    /// Section 8.1.
    public var robustnessInUse: Int { robustness ?? 2 }
    /// Section 8.2.
    public var queryIntervalInUse: Interval { queryInterval ?? .seconds(125) }
    /// Section 8.3.
    public var queryResponseInterval: Interval { maxResponse ?? .seconds(10) }
    /// Section 8.8.
    public var lastMemberQueryIntervalInUse: Interval { lastMemberQueryInterval ?? .seconds(1) }

    /// RV × QI + 2 × QRI (section 8.4).
    public var groupMembershipInterval: Interval {
        robustnessInUse * queryIntervalInUse + 2 * queryResponseInterval
    }
    /// RV × QI + QRI / 2 (section 8.5).
    public var otherQuerierPresentInterval: Interval {
        robustnessInUse * queryIntervalInUse
            + Interval(nanoseconds: queryResponseInterval.nanoseconds / 2)
    }
    /// LMQI × Last Member Query Count, which is RV (sections 8.9 and 8.10).
    public var lastMemberQueryTime: Interval { robustnessInUse * lastMemberQueryIntervalInUse }
    /// RV × QI + QRI (section 8.13).
    public var olderHostPresentInterval: Interval {
        robustnessInUse * queryIntervalInUse + queryResponseInterval
    }
    /// RV × QI + QRI, as kernels keep it (RFC 3376 section 8.12; the text of
    /// RFC 9776 there multiplies two times).
    public var olderQuerierPresentInterval: Interval { olderHostPresentInterval }

    /// Takes over what a query of the elected querier says.
    mutating func learn(from query: borrowing MembershipQuery) {
        if query.asksForEveryGroup {
            maxResponse = query.maxResponseTime
        } else {
            lastMemberQueryInterval = query.maxResponseTime
        }
        // 0 in QRV or QQIC makes the default hold again (sections 4.1.6 and 4.1.7).
        if let said = query.robustness { robustness = said > 0 ? said : nil }
        if let said = query.queryInterval { queryInterval = said.nanoseconds > 0 ? said : nil }
    }
}

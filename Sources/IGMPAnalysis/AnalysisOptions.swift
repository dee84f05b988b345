public import IGMPTracking
public import IGMPWire
public import KernelCounters

/// What an analysis is asked to work out beyond what every one does.
public struct AnalysisOptions: Sendable {
    /// Hosts whose kernels are to be run along, in the order of their addresses.
    public var hosts: [IPv4Address] = []
    /// Whether each of `hosts` runs a multicast routing daemon.
    public var hostsAreMulticastRouters = false
    /// How much is kept of each of `hosts`.
    public var hostLimits = HostLimits()
    /// Memberships that no packet shows.
    public var knownMembers: [(host: IPv4Address, group: IPv4Address)] = []
    /// Whether the OpenBSD kernels run with pf enabled, as they do by default.
    public var openBSDHasPacketFilter = true
    /// Whether packets of Linux bridges go through iptables before the bridge looks at
    /// them (`bridge-nf-call-iptables`); ``AnalyzedInterface/callsIPTables`` says so of one.
    public var bridgesCallIPTables = false
    /// Whether changes are recorded as they happen.
    public var recordsChanges = false
    /// How much is kept of all links together.
    public var limits = TrackerLimits()
    /// How many links are kept apart.
    public var linkLimit = 4096
    /// The Group Membership Interval (RFC 9776 section 8.4), in place of the one
    /// that follows from the querier's variables.
    public var membershipInterval: Interval?
    /// Codes of which no finding is made.
    public var ignoredFindings = FindingCodes()
    /// How many findings of each code are kept on each link.
    public var findingsPerCode = 256
    /// Whether the groups' own traffic is counted too.
    public var countsData = false
    /// Whether it is a finding too that an interface has carried no IGMP, where it is known since when it
    /// is watched (``Analyzer/watch(interface:since:)``).
    public var watchesSilence = false
    /// How many bad packets are kept; none for 0.
    public var badPackets = 100

    public init() {}
}

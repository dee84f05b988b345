/// The IGMP counters of FreeBSD: `net.inet.igmp.stats`, and what
/// `netstat -s -p igmp` prints (`struct igmpstat`, version 3, of igmp_var.h).
public struct FreeBSDCounters: Hashable, Sendable {
    /// Messages that reached `igmp_input`.
    public var rcvTotal: UInt64 = 0
    /// With fewer than 8 bytes, queries of 9 to 11, and version 3 queries with
    /// fewer sources than they announce.
    public var rcvTooShort: UInt64 = 0
    /// With a TTL other than 1, DVMRP excepted.
    public var rcvBadTTL: UInt64 = 0
    public var rcvBadSum: UInt64 = 0
    public var rcvV1V2Queries: UInt64 = 0
    public var rcvV3Queries: UInt64 = 0
    /// Queries counted above with addresses or sources that they must not have.
    public var rcvBadQueries: UInt64 = 0
    public var rcvGenQueries: UInt64 = 0
    public var rcvGroupQueries: UInt64 = 0
    /// Group-and-source-specific queries.
    public var rcvGSRQueries: UInt64 = 0
    /// Of these, the ones that came too soon after the last for a joined group.
    public var dropGSRQueries: UInt64 = 0
    /// Version 1 and 2 reports, bad ones too; never those of version 3.
    public var rcvReports: UInt64 = 0
    public var rcvBadReports: UInt64 = 0
    /// Reports of groups that this host is in.
    public var rcvOurReports: UInt64 = 0
    /// Version 2 and 3 reports without Router Alert.
    public var rcvNoRA: UInt64 = 0
    /// Reports and leaves that this host sent, one for each packet.
    public var sndReports: UInt64 = 0

    public init() {}
}

/// The IGMP counters of NetBSD: `net.inet.igmp.stats`, and what
/// `netstat -s -p igmp` prints (igmp_var.h 1.23).
public struct NetBSDCounters: Hashable, Sendable {
    /// Messages that reached `igmp_input`.
    public var rcvTotal: UInt64 = 0
    /// With fewer than 8 bytes.
    public var rcvTooShort: UInt64 = 0
    public var rcvBadSum: UInt64 = 0
    /// Queries of any version, bad ones too.
    public var rcvQueries: UInt64 = 0
    public var rcvBadQueries: UInt64 = 0
    /// Version 1 and 2 reports, bad ones too.
    public var rcvReports: UInt64 = 0
    public var rcvBadReports: UInt64 = 0
    /// Reports of groups that this host is in.
    public var rcvOurReports: UInt64 = 0
    /// Reports and leaves that this host sent.
    public var sndReports: UInt64 = 0

    public init() {}
}

package import KernelCounters

extension NetstatText {
    /// Adds what NetBSD's netstat prints of `counters`; OpenBSD's prints the same.
    package static func write(
        _ counters: NetBSDCounters, suppressesZeros: Bool = false, to buffer: inout ByteBuffer
    ) {
        let values = [
            counters.rcvTotal, counters.rcvTooShort, counters.rcvBadSum, counters.rcvQueries, counters.rcvBadQueries,
            counters.rcvReports, counters.rcvBadReports, counters.rcvOurReports, counters.sndReports,
        ]
        write(zip(netBSDLabels, values).map { ($0, $1) }, suppressesZeros: suppressesZeros, to: &buffer)
    }

    /// Adds what FreeBSD's netstat prints of `counters`.
    package static func write(
        _ counters: FreeBSDCounters, suppressesZeros: Bool = false, to buffer: inout ByteBuffer
    ) {
        let values = [
            counters.rcvTotal, counters.rcvTooShort, counters.rcvBadTTL, counters.rcvBadSum, counters.rcvV1V2Queries,
            counters.rcvV3Queries, counters.rcvBadQueries, counters.rcvGenQueries, counters.rcvGroupQueries,
            counters.rcvGSRQueries, counters.dropGSRQueries, counters.rcvReports, counters.rcvBadReports,
            counters.rcvOurReports, counters.rcvNoRA, counters.sndReports,
        ]
        write(zip(freeBSDLabels, values).map { ($0, $1) }, suppressesZeros: suppressesZeros, to: &buffer)
    }
}

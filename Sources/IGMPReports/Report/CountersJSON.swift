import IGMPAnalysis
import KernelCounters

/// Kernels' own counters under the kernels' names, without prefix and in lower case.
enum CountersJSON {
    /// Those of a multicast router that listens on the link, and of a bridge port there.
    static func write(_ link: Link, to json: inout JSONWriter) {
        json.beginObject()
        json.key("netbsd")
        write(link.router.counters, to: &json)
        json.key("freebsd")
        write(link.freeBSDRouter.counters, to: &json)
        json.key("openbsd")
        write(link.openBSDRouter.counters, to: &json)
        json.key("linux_bridge")
        write(link.linuxBridgePort.counters, to: &json)
        json.endObject()
    }

    /// Those of one host, under each kernel.
    static func write(_ host: NetBSDHost, _ others: HostKernels, to json: inout JSONWriter) {
        json.beginObject()
        json.key("netbsd")
        write(host.counters, to: &json)
        json.key("freebsd")
        write(others.freeBSD.counters, to: &json)
        json.key("openbsd")
        write(others.openBSD.counters, to: &json)
        json.endObject()
    }

    static func write(_ counters: FreeBSDCounters, to json: inout JSONWriter) {
        json.beginObject()
        json.member("rcv_total", counters.rcvTotal)
        json.member("rcv_tooshort", counters.rcvTooShort)
        json.member("rcv_badttl", counters.rcvBadTTL)
        json.member("rcv_badsum", counters.rcvBadSum)
        json.member("rcv_v1v2_queries", counters.rcvV1V2Queries)
        json.member("rcv_v3_queries", counters.rcvV3Queries)
        json.member("rcv_badqueries", counters.rcvBadQueries)
        json.member("rcv_gen_queries", counters.rcvGenQueries)
        json.member("rcv_group_queries", counters.rcvGroupQueries)
        json.member("rcv_gsr_queries", counters.rcvGSRQueries)
        json.member("drop_gsr_queries", counters.dropGSRQueries)
        json.member("rcv_reports", counters.rcvReports)
        json.member("rcv_badreports", counters.rcvBadReports)
        json.member("rcv_ourreports", counters.rcvOurReports)
        json.member("rcv_nora", counters.rcvNoRA)
        json.member("snd_reports", counters.sndReports)
        json.endObject()
    }

    static func write(_ counters: LinuxBridgeCounters, to json: inout JSONWriter) {
        json.beginObject()
        json.key("igmp_queries")
        write(counters.igmpQueries, to: &json)
        json.key("igmp_reports")
        write(counters.igmpReports, to: &json)
        json.key("igmp_leaves")
        json.beginObject()
        json.member("rx", counters.igmpLeaves.rx)
        json.member("tx", counters.igmpLeaves.tx)
        json.endObject()
        json.member("igmp_parse_errors", counters.igmpParseErrors)
        json.endObject()
    }

    private static func write(_ versions: LinuxBridgeCounters.Versions, to json: inout JSONWriter) {
        json.beginObject()
        json.member("rx_v1", versions.rxV1)
        json.member("rx_v2", versions.rxV2)
        json.member("rx_v3", versions.rxV3)
        json.member("tx_v1", versions.txV1)
        json.member("tx_v2", versions.txV2)
        json.member("tx_v3", versions.txV3)
        json.endObject()
    }

    static func write(_ counters: NetBSDCounters, to json: inout JSONWriter) {
        json.beginObject()
        json.member("rcv_total", counters.rcvTotal)
        json.member("rcv_tooshort", counters.rcvTooShort)
        json.member("rcv_badsum", counters.rcvBadSum)
        json.member("rcv_queries", counters.rcvQueries)
        json.member("rcv_badqueries", counters.rcvBadQueries)
        json.member("rcv_reports", counters.rcvReports)
        json.member("rcv_badreports", counters.rcvBadReports)
        json.member("rcv_ourreports", counters.rcvOurReports)
        json.member("snd_reports", counters.sndReports)
        json.endObject()
    }
}

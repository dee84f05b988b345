import IGMPAnalysis
import KernelCounters

/// Kernels' own counters under the kernels' names, without prefix and in lower case.
enum CountersJSON {
    /// Those of a multicast router that listens on the link.
    static func write(_ link: Link, to json: inout JSONWriter) {
        json.beginObject()
        json.key("netbsd")
        write(link.router.counters, to: &json)
        json.endObject()
    }

    /// Those of one host.
    static func write(_ host: NetBSDHost, to json: inout JSONWriter) {
        json.beginObject()
        json.key("netbsd")
        write(host.counters, to: &json)
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

import IGMPAnalysis
import KernelCounters

/// Kernels' own counters under the kernels' names, without prefix and in lower case.
enum CountersJSON {
    /// Those of a multicast router that listens on the link, and of a bridge port there.
    ///
    /// - Parameter kernel: whose alone, others being null; nil for all.
    static func write(_ link: Link, kernel: KernelName?, to json: inout JSONWriter) {
        json.beginObject()
        member("netbsd", .netbsd, kernel, &json) { write(link.router.counters, to: &$0) }
        member("freebsd", .freebsd, kernel, &json) { write(link.freeBSDRouter.counters, to: &$0) }
        member("openbsd", .openbsd, kernel, &json) { write(link.openBSDRouter.counters, to: &$0) }
        member("linux_bridge", .linuxBridge, kernel, &json) { write(link.linuxBridgePort.counters, to: &$0) }
        json.endObject()
    }

    /// Those of one host, under each kernel.
    static func write(_ host: NetBSDHost, _ others: HostKernels, kernel: KernelName?, to json: inout JSONWriter) {
        json.beginObject()
        member("netbsd", .netbsd, kernel, &json) { write(host.counters, to: &$0) }
        member("freebsd", .freebsd, kernel, &json) { write(others.freeBSD.counters, to: &$0) }
        member("openbsd", .openbsd, kernel, &json) { write(others.openBSD.counters, to: &$0) }
        json.endObject()
    }

    /// Writes a kernel's counters unless another's alone are wanted.
    private static func member(
        _ key: StaticString, _ name: KernelName, _ wanted: KernelName?, _ json: inout JSONWriter,
        _ write: (inout JSONWriter) -> Void
    ) {
        json.key(key)
        if wanted ?? name == name { write(&json) } else { json.null() }
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
        write(linuxBridge: counters.values, to: &json)
    }

    /// - Parameter values: in the order of ``LinuxBridgeCounters/names``.
    static func write<Value: JSONWritable>(linuxBridge values: [Value], to json: inout JSONWriter) {
        json.beginObject()
        json.key("igmp_queries")
        write(versions: values[0..<6], to: &json)
        json.key("igmp_reports")
        write(versions: values[6..<12], to: &json)
        json.key("igmp_leaves")
        json.beginObject()
        json.member("rx", values[12])
        json.member("tx", values[13])
        json.endObject()
        json.member("igmp_parse_errors", values[14])
        json.endObject()
    }

    private static let versionKeys: [StaticString] = ["rx_v1", "rx_v2", "rx_v3", "tx_v1", "tx_v2", "tx_v3"]

    private static func write<Value: JSONWritable>(versions values: ArraySlice<Value>, to json: inout JSONWriter) {
        json.beginObject()
        for (key, value) in zip(versionKeys, values) { json.member(key, value) }
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

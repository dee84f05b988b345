import IGMPAnalysis
import IGMPTracking
import IGMPWire
import KernelCounters

/// What the kernels of single hosts hold and have counted.
struct HostText {
    let isVerbose: Bool

    func write(_ analyzer: borrowing Analyzer, to lines: inout LineWriter) {
        for (place, index) in analyzer.hostsInOrder() {
            let link = analyzer.links[place]
            let host = link.hosts[index]
            lines.endLine()
            lines.line("Host \(host.address) on \(analyzer.name(of: link))", .heading)
            if !link.isHostSeen[index] {
                lines.field("Seen", "never: it sent nothing in this capture", .warning)
            }
            lines.field("Router", "version \(host.routerVersion)")
            // Groups of 224.0.0.0/24 are never timed: they have no state to tell of.
            let groups = host.groups.filter { !$0.group.isLocalGroup }
            let limit = isVerbose ? groups.count : TextReport.foldedCount
            var items = groups.prefix(limit).map { "\($0.group) \($0.state.name.words)" }
            if groups.count > limit { items.append("… and \(groups.count - limit) more") }
            lines.field("Groups", items: items.isEmpty ? ["none"] : items)
            lines.field("Counters", items: Self.items(host.counters))
        }
    }

    /// All counters of a NetBSD kernel, by their names there.
    static func items(_ counters: NetBSDCounters) -> [String] {
        [
            "rcv_total \(counters.rcvTotal)", "rcv_tooshort \(counters.rcvTooShort)",
            "rcv_badsum \(counters.rcvBadSum)", "rcv_queries \(counters.rcvQueries)",
            "rcv_badqueries \(counters.rcvBadQueries)", "rcv_reports \(counters.rcvReports)",
            "rcv_badreports \(counters.rcvBadReports)", "rcv_ourreports \(counters.rcvOurReports)",
            "snd_reports \(counters.sndReports)",
        ]
    }
}

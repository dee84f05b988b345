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
            lines.field(
                "Router", "version \(host.routerVersion)\(host.isMulticastRouter ? ", and it is one itself" : "")")
            // Groups of 224.0.0.0/24 are never timed: they have no state to tell of.
            let groups = host.groups.filter { !$0.group.isLocalGroup }
            lines.field("Groups", items: folded(groups) { "\($0.group) \($0.state.name.words)" })
            lines.field("Counters", items: Self.items(host.counters))
            let linux = link.hostKernels[index].linux
            let shown = folded(linux.groups) { "\($0.group)\($0.isReporter ? " reporter" : "")" }
            lines.field("Linux", items: ["querier V\(linux.querierVersion)"] + shown)
        }
    }

    /// Not more items than are wanted, and a word on the others.
    private func folded<Element>(_ elements: [Element], _ text: (Element) -> String) -> [String] {
        let limit = isVerbose ? elements.count : TextReport.foldedCount
        var items = elements.prefix(limit).map(text)
        if elements.count > limit { items.append("… and \(elements.count - limit) more") }
        return items.isEmpty ? ["none"] : items
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

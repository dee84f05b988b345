package import IGMPAnalysis
import IGMPWire
import KernelCounters

/// The kernel's own layout for each link, or for each host that was asked for.
package enum CountersText {
    /// Writes the counters of NetBSD as `netstat -s -p igmp` does. With more than
    /// one to show, a line before each says whose they are.
    package static func write(_ analyzer: borrowing Analyzer, to buffer: inout ByteBuffer) {
        let hosts = analyzer.hostsInOrder()
        guard hosts.isEmpty else {
            for (place, index) in hosts {
                let link = analyzer.links[place]
                if hosts.count > 1 {
                    buffer.append(unescaped: link.hosts[index].address.description)
                    buffer.append(" on ")
                    writeName(of: link, analyzer, to: &buffer)
                }
                write(link.hosts[index].counters, to: &buffer)
            }
            return
        }
        let places = analyzer.linksInOrder()
        for place in places {
            if places.count > 1 { writeName(of: analyzer.links[place], analyzer, to: &buffer) }
            write(analyzer.links[place].router.counters, to: &buffer)
        }
        // A link without any packet has counted nothing.
        if places.isEmpty { write(NetBSDCounters(), to: &buffer) }
    }

    private static func writeName(of link: Link, _ analyzer: borrowing Analyzer, to buffer: inout ByteBuffer) {
        buffer.append(escapedForTerminal: analyzer.interfaces[link.identity.interface].label)
        for index in 0..<link.identity.vlanTags.count {
            buffer.append(" vlan ")
            buffer.append(decimal: link.identity.vlanTags[index])
        }
        buffer.append(":\n")
    }

    private static func write(_ counters: NetBSDCounters, to buffer: inout ByteBuffer) {
        let values = [
            counters.rcvTotal, counters.rcvTooShort, counters.rcvBadSum, counters.rcvQueries, counters.rcvBadQueries,
            counters.rcvReports, counters.rcvBadReports, counters.rcvOurReports, counters.sndReports,
        ]
        NetstatText.write(zip(NetstatText.netBSDLabels, values).map { (label: $0, value: $1) }, to: &buffer)
    }
}

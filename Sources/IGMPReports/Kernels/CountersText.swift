package import IGMPAnalysis
import IGMPWire
import KernelCounters

/// A kernel whose counters can be told.
package enum KernelName: String, CaseIterable, Sendable {
    case netbsd, freebsd, openbsd
    case linuxBridge = "linux-bridge"
}

/// The kernel's own layout for each link, or for each host that was asked for.
package enum CountersText {
    /// Writes the counters of `kernel` as `netstat -s -p igmp` or `ip -s link xstats`
    /// does there. With more than one to show, a line before each says whose they are.
    package static func write(
        _ analyzer: borrowing Analyzer, as kernel: KernelName, to buffer: inout ByteBuffer
    ) {
        if kernel == .linuxBridge {
            for place in analyzer.linksInOrder() {
                let link = analyzer.links[place]
                LinuxBridgeText.write(
                    link.linuxBridgePort.counters, name: name(of: link, analyzer), to: &buffer)
            }
            return
        }
        let hosts = analyzer.hostsInOrder()
        for (place, index) in hosts {
            let link = analyzer.links[place]
            if hosts.count > 1 {
                buffer.append(link.hosts[index].address)
                buffer.append(" on ")
                buffer.append(escapedForTerminal: name(of: link, analyzer))
                buffer.append(":\n")
            }
            writeHost(link, index, as: kernel, to: &buffer)
        }
        guard hosts.isEmpty else { return }
        let places = analyzer.linksInOrder()
        for place in places {
            if places.count > 1 {
                buffer.append(escapedForTerminal: name(of: analyzer.links[place], analyzer))
                buffer.append(":\n")
            }
            writeRouter(analyzer.links[place], as: kernel, to: &buffer)
        }
        // A link without any packet has counted nothing.
        if places.isEmpty {
            if kernel == .freebsd {
                write(FreeBSDCounters(), to: &buffer)
            } else {
                NetstatText.write(NetBSDCounters(), to: &buffer)
            }
        }
    }

    private static func name(of link: Link, _ analyzer: borrowing Analyzer) -> String {
        link.identity.name(analyzer.interfaces[link.identity.interface].label)
    }

    private static func writeHost(_ link: Link, _ index: Int, as kernel: KernelName, to buffer: inout ByteBuffer) {
        switch kernel {
        case .freebsd: write(link.hostKernels[index].freeBSD.counters, to: &buffer)
        case .openbsd: NetstatText.write(link.hostKernels[index].openBSD.counters, to: &buffer)
        case .netbsd, .linuxBridge: NetstatText.write(link.hosts[index].counters, to: &buffer)
        }
    }

    private static func writeRouter(_ link: Link, as kernel: KernelName, to buffer: inout ByteBuffer) {
        switch kernel {
        case .freebsd: write(link.freeBSDRouter.counters, to: &buffer)
        case .openbsd: NetstatText.write(link.openBSDRouter.counters, to: &buffer)
        case .netbsd, .linuxBridge: NetstatText.write(link.router.counters, to: &buffer)
        }
    }

    private static func write(_ counters: FreeBSDCounters, to buffer: inout ByteBuffer) {
        let values = [
            counters.rcvTotal, counters.rcvTooShort, counters.rcvBadTTL, counters.rcvBadSum, counters.rcvV1V2Queries,
            counters.rcvV3Queries, counters.rcvBadQueries, counters.rcvGenQueries, counters.rcvGroupQueries,
            counters.rcvGSRQueries, counters.dropGSRQueries, counters.rcvReports, counters.rcvBadReports,
            counters.rcvOurReports, counters.rcvNoRA, counters.sndReports,
        ]
        NetstatText.write(zip(NetstatText.freeBSDLabels, values).map { (label: $0, value: $1) }, to: &buffer)
    }
}

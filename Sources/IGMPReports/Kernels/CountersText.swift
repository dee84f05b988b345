package import IGMPAnalysis
import IGMPWire
import KernelCounters

/// A kernel whose counters can be told.
package enum KernelName: String, CaseIterable, Sendable {
    case netbsd, freebsd, openbsd
    case linuxBridge = "linux-bridge"
}

/// The kernel's own layout for each link, or for each host that was asked for.
package struct CountersText {
    let kernel: KernelName
    /// Whether netstat is to leave out counters that are 0.
    let suppressesZeros: Bool

    package init(kernel: KernelName, suppressesZeros: Bool = false) {
        self.kernel = kernel
        self.suppressesZeros = suppressesZeros
    }

    /// Writes the counters as `netstat -s -p igmp` or `ip -s link xstats` does on that
    /// kernel. netstat knows one host only: with more than one to show, a line before
    /// each says whose they are.
    package func write(_ analyzer: borrowing Analyzer, to buffer: inout ByteBuffer) {
        if kernel == .linuxBridge { return writePorts(analyzer, to: &buffer) }
        let hosts = analyzer.hostsInOrder()
        for (place, index) in hosts {
            let link = analyzer.links[place]
            if hosts.count > 1 {
                buffer.append(link.hosts[index].address)
                buffer.append(" on ")
                buffer.append(escapedForTerminal: analyzer.name(of: link))
                buffer.append(":\n")
            }
            writeHost(link, index, to: &buffer)
        }
        guard hosts.isEmpty else { return }
        let places = analyzer.linksInOrder()
        for place in places {
            if places.count > 1 {
                buffer.append(escapedForTerminal: analyzer.name(of: analyzer.links[place]))
                buffer.append(":\n")
            }
            writeRouter(analyzer.links[place], to: &buffer)
        }
        // A link without any packet has counted nothing.
        if places.isEmpty {
            if kernel == .freebsd {
                write(FreeBSDCounters(), to: &buffer)
            } else {
                write(NetBSDCounters(), to: &buffer)
            }
        }
    }

    private func writeHost(_ link: Link, _ index: Int, to buffer: inout ByteBuffer) {
        switch kernel {
        case .freebsd: write(link.hostKernels[index].freeBSD.counters, to: &buffer)
        case .openbsd: write(link.hostKernels[index].openBSD.counters, to: &buffer)
        case .netbsd, .linuxBridge: write(link.hosts[index].counters, to: &buffer)
        }
    }

    private func writeRouter(_ link: Link, to buffer: inout ByteBuffer) {
        switch kernel {
        case .freebsd: write(link.freeBSDRouter.counters, to: &buffer)
        case .openbsd: write(link.openBSDRouter.counters, to: &buffer)
        case .netbsd, .linuxBridge: write(link.router.counters, to: &buffer)
        }
    }

    private func write(_ counters: NetBSDCounters, to buffer: inout ByteBuffer) {
        NetstatText.write(counters, suppressesZeros: suppressesZeros, to: &buffer)
    }

    private func write(_ counters: FreeBSDCounters, to buffer: inout ByteBuffer) {
        NetstatText.write(counters, suppressesZeros: suppressesZeros, to: &buffer)
    }

    /// Every interface is a port, also one that has seen no IGMP.
    private func writePorts(_ analyzer: borrowing Analyzer, to buffer: inout ByteBuffer) {
        let order = analyzer.linksInOrder()
        for interface in analyzer.interfaces.indices {
            let label = analyzer.interfaces[interface].label
            var ports: [(name: String, counters: LinuxBridgeCounters)] = []
            for place in order where analyzer.links[place].identity.interface == interface {
                let link = analyzer.links[place]
                let name = link.identity.portName(label)
                if ports.last?.name != name { ports.append((name, LinuxBridgeCounters())) }
                ports[ports.count - 1].counters.add(link.linuxBridgePort.counters)
            }
            if ports.isEmpty { ports = [(label, LinuxBridgeCounters())] }
            for port in ports { LinuxBridgeText.write(port.counters, name: port.name, to: &buffer) }
        }
    }
}

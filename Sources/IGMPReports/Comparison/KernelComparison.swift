package import IGMPWire

/// What this host's kernel counted during a live capture beside what follows from the packets.
package struct KernelComparison: Sendable {
    /// Between the two readings of the kernel's figures.
    package let startedAt: Timestamp
    package let endedAt: Timestamp
    package let ports: [PortComparison]
    package let hosts: [HostComparison]

    package init(startedAt: Timestamp, endedAt: Timestamp, ports: [PortComparison], hosts: [HostComparison] = []) {
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ports = ports
        self.hosts = hosts
    }

    package var differs: Bool { ports.contains(where: \.differs) || hosts.contains(where: \.differs) }
}

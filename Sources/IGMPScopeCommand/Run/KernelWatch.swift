import IGMPAnalysis
import IGMPReports
import IGMPWire
import KernelCounters
import LinuxKernel
import LiveCapture

/// The kernel's own figures at both ends of a live capture, to be compared with ours.
struct KernelWatch {
    private let reader: KernelReader
    private(set) var span = CaptureSpan()
    /// The kernel's figures at the start and at the end of the span.
    private var before: [KernelReader.Figures] = []
    private var after: [KernelReader.Figures] = []
    /// The IPv4 addresses of each interface.
    private let addresses: [[IPv4Address]]
    private let takesAllMulticast: Bool
    private let hasFilter: Bool

    init(_ interfaces: [String], _ capture: CaptureOptions) throws(KernelReadingError) {
        reader = try KernelReader(interfaces)
        // Told by the system now: it may not be asked any more once rights are given up.
        let known = try? LiveCapture.availableInterfaces()
        addresses = interfaces.map { name in known?.first { $0.name == name }?.addresses ?? [] }
        takesAllMulticast = capture.allMulticast
        hasFilter = capture.filterFile != nil || !capture.filter.isEmpty
    }

    /// Takes in a frame in the order of time; whether it belongs to the span.
    mutating func admits(_ frame: borrowing CapturedFrame) -> Bool {
        let isCounted = frame.carriesIGMP || (takesAllMulticast && frame.badMulticastHeader() != nil)
        return span.admits(at: frame.timestamp, interface: frame.interface, isCounted: isCounted)
    }

    /// The figures of this moment.
    func read() -> [KernelReader.Figures] { reader.read() }

    /// To be called now and then, so that nothing that the kernel tells of ports is lost.
    func follow() { reader.follow() }

    mutating func begin(at time: Timestamp, _ figures: [KernelReader.Figures]) {
        before = figures
        span.start = time
    }

    mutating func end(at time: Timestamp, _ figures: [KernelReader.Figures]) {
        after = figures
        span.end = time
    }

    /// Whether the bridge of interface `place` hands packets to iptables.
    func callsIPTables(_ place: Int) -> Bool {
        guard place < reader.roles.count, case .port(let port) = reader.roles[place] else { return false }
        return port.callsIPTables
    }

    /// This host on each interface that is no port, as the kernel told of it at the start.
    var hosts: [LinuxHost?] {
        reader.roles.indices.map { place in
            guard case .host(let interface) = reader.roles[place],
                case .host(let memberships, let filters) = before[place]
            else { return nil }
            return LinuxHost(interface.start(addresses: addresses[place], memberships, filters), at: span.start)
        }
    }

    /// What is to be said before the capture begins, a line each.
    var warnings: [String] {
        zip(reader.names, reader.roles).flatMap { name, role -> [String] in
            guard case .port(let port) = role else { return [] }
            return PortComparison.warnings(name: name, port)
        }
    }

    /// Compares, when the span has ended.
    ///
    /// - Parameters:
    ///   - hosts: this host on each of the analyzer's interfaces, as it is by now.
    ///   - numbers: the analyzer's number of each interface.
    ///   - statistics: what became of the frames of each.
    func comparison(
        _ analyzer: borrowing Analyzer, _ hosts: [LinuxHost?], _ numbers: [Int], _ statistics: [CaptureStatistics]
    ) throws(KernelReadingError) -> KernelComparison {
        let current = reader.currentPorts()
        let departures = reader.departures()
        var ports: [PortComparison] = []
        var own: [HostComparison] = []
        for (place, name) in reader.names.enumerated() {
            if case .gone(let error) = after[place] { throw error }
            if case .host(let memberships, _) = after[place], var host = hosts[numbers[place]] {
                host.advance(to: span.end)
                own.append(
                    HostComparison(
                        name: name, addresses: addresses[place], host: host, kernel: memberships,
                        droppedFrames: statistics[place].droppedByKernel,
                        unsettledPackets: span.unsettled[place] ?? 0,
                        cutPackets: HostComparison.cutPackets(of: numbers[place], in: analyzer), hasFilter: hasFilter))
            }
            guard case .port(let port) = reader.roles[place], case .port(let first) = before[place],
                case .port(let last) = after[place]
            else { continue }
            var circumstances = PortComparison.Circumstances(before: port, after: current[place])
            circumstances.hasLeftBridge = departures[place]
            circumstances.droppedFrames = statistics[place].droppedByKernel
            circumstances.unsettledPackets = span.unsettled[place] ?? 0
            circumstances.takesAllMulticast = takesAllMulticast
            circumstances.hasFilter = hasFilter
            ports.append(
                PortComparison(
                    name: name, interface: numbers[place], in: analyzer, before: first, after: last, circumstances))
        }
        return KernelComparison(startedAt: span.start, endedAt: span.end, ports: ports, hosts: own)
    }
}

import IGMPAnalysis
import IGMPReports
import IGMPWire
import LinuxKernel
import LiveCapture

/// The kernel's own figures at both ends of a live capture, to be compared with ours.
struct KernelWatch {
    private let reader: KernelReader
    private(set) var span = CaptureSpan()
    /// The kernel's figures at the start and at the end of the span.
    private var before: [KernelReader.Figures] = []
    private var after: [KernelReader.Figures] = []
    private let takesAllMulticast: Bool
    private let hasFilter: Bool

    init(_ interfaces: [String], _ capture: CaptureOptions) throws(KernelReadingError) {
        reader = try KernelReader(interfaces)
        for (name, role) in zip(interfaces, reader.roles) {
            if case .host = role {
                throw KernelReadingError("\(name): not a port of a bridge: nothing to compare with")
            }
        }
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
    ///   - numbers: the analyzer's number of each interface.
    ///   - statistics: what became of the frames of each.
    func comparison(
        _ analyzer: borrowing Analyzer, _ numbers: [Int], _ statistics: [CaptureStatistics]
    ) throws(KernelReadingError) -> KernelComparison {
        let roles = reader.currentRoles()
        var ports: [PortComparison] = []
        for (place, name) in reader.names.enumerated() {
            if case .gone(let error) = after[place] { throw error }
            guard case .port(let port) = reader.roles[place], case .port(let first) = before[place],
                case .port(let last) = after[place]
            else { continue }
            var now: BridgePort?
            if case .port(let port) = roles[place] { now = port }
            var circumstances = PortComparison.Circumstances(before: port, after: now)
            circumstances.droppedFrames = statistics[place].droppedByKernel
            circumstances.unsettledPackets = span.unsettled[place] ?? 0
            circumstances.takesAllMulticast = takesAllMulticast
            circumstances.hasFilter = hasFilter
            ports.append(
                PortComparison(
                    name: name, interface: numbers[place], in: analyzer, before: first, after: last, circumstances))
        }
        return KernelComparison(startedAt: span.start, endedAt: span.end, ports: ports)
    }
}

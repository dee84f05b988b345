import IGMPTracking
public import IGMPWire
public import KernelCounters

/// Which link a packet belongs to: a capture interface and a VLAN stack on it.
public struct LinkIdentity: Hashable, Sendable {
    /// The interface's place in the analysis, counted from 0.
    public let interface: Int
    /// The interface index of a version 2 cooked header; nil elsewhere.
    public let interfaceIndex: UInt32?
    public let vlanTags: VLANTags

    /// Whether the interface is all that there is to it.
    var isUntagged: Bool { vlanTags.isEmpty && interfaceIndex == nil }
}

/// One link and its state.
///
/// A class, so that the analyzer never moves the state.
// `place` is to memory that the object owns, allocated in `init` and freed in `deinit`.
@safe
public final class Link {
    public let identity: LinkIdentity
    /// For who holds the link for longer than it uses the state.
    let place: UnsafeMutablePointer<LinkState>

    /// Read and changed where it lies. A computed property for a part of it would
    /// lend a copy, of which large parts may be read when it is gone already; and a
    /// property stored in a class is checked for exclusive access at every use.
    public var state: LinkState {
        unsafeAddress { unsafe UnsafePointer(place) }
        unsafeMutableAddress { unsafe place }
    }

    init(
        identity: LinkIdentity, options: AnalysisOptions, usage: TrackerUsage, isFirst: Bool, at time: Timestamp,
        callsIPTables: Bool, dataUsage: DataUsage? = nil, silentUntil end: Timestamp? = nil
    ) {
        self.identity = identity
        unsafe place = .allocate(capacity: 1)
        unsafe place.initialize(
            to: LinkState(
                options: options, usage: usage, isFirst: isFirst, at: time, callsIPTables: callsIPTables,
                dataUsage: dataUsage, silentUntil: end))
    }

    deinit {
        unsafe place.deinitialize(count: 1)
        unsafe place.deallocate()
    }

    public var router: NetBSDRouter { state.kernels.netBSD }
    public var freeBSDRouter: FreeBSDRouter { state.kernels.freeBSD }
    public var openBSDRouter: OpenBSDRouter { state.kernels.openBSD }
    public var linuxBridgePort: LinuxBridgePort { state.kernels.linuxBridge }
    /// What these kernels count otherwise than RFC 9776 would have it.
    public var differences: CountingDifferences { state.kernels.differences }
    public var hosts: [NetBSDHost] { state.hosts }
    /// The other kernels of the same hosts, in the same order.
    public var hostKernels: [HostKernels] { state.hostKernels }
    /// Which of `hosts` have sent something here.
    public var isHostSeen: [Bool] { state.isHostSeen }

    func observe(badHeaderOf header: LinkHeader, direction: FrameDirection) {
        state.kernels.observe(badHeaderOf: header, direction: direction)
    }

    /// Lets all timers run up to `time`.
    func advance(to time: Timestamp) {
        state.advance(to: time)
    }

    /// When it began to be watched: at its first packet, or before that (``Analyzer/watch(interface:since:)``).
    public var beganAt: Timestamp { state.findings.beganAt }

    /// What is wrong here: the most severe first, then by code, host and group.
    public func findings() -> [Finding] {
        state.findings.all().sorted { $0.comes(before: $1) }
    }

    /// The severity of the worst finding; nil where there is none.
    public var worstFinding: FindingSeverity? { state.findings.table.findings.lazy.map(\.severity).max() }

    /// Findings that found no room.
    public var findingOverflow: UInt64 { state.findings.table.overflow }

    /// Takes what changed and what was found since the last time, in the order of
    /// packet time; a change comes before what is found wrong with it.
    public func takeEvents() -> [LinkEvent] {
        state.takeEvents()
    }
}

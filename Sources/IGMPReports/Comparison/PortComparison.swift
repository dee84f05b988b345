package import IGMPAnalysis
import IGMPTracking
import IGMPWire
package import KernelCounters
package import LinuxKernel

/// A bridge port's counters over a live capture: ours beside the kernel's.
package struct PortComparison: Sendable {
    package let name: String
    package let bridge: String
    /// In the order of ``LinuxBridgeCounters/names``, like the next.
    package let ours: [UInt64]
    /// What the kernel's counters have grown by; less than 0 where they began anew.
    package let kernel: [Int64]
    package let reasons: [DifferenceReason]

    /// Ours less the kernel's.
    package var difference: [Int64] {
        zip(ours, kernel).map { Int64(truncatingIfNeeded: $0) &- $1 }
    }

    package var differs: Bool { difference.contains { $0 != 0 } }

    /// What is known of the capture that may explain a difference.
    package struct Circumstances: Sendable {
        /// The port when the kernel's counters were first read, and when they were last; nil if it was gone.
        package var before: BridgePort
        package var after: BridgePort?
        /// Whether the port was out of the bridge in between, for however short a time; nil where that
        /// is not known.
        package var hasLeftBridge: Bool? = false
        /// Frames that the capture lost for want of room.
        package var droppedFrames: UInt64 = 0
        /// Packets that passed while the counters were read.
        package var unsettledPackets: UInt64 = 0
        /// Whether headers of multicast that is not IGMP were captured too.
        package var takesAllMulticast = false
        /// Whether an expression of the user's chose the packets.
        package var hasFilter = false

        package init(before: BridgePort, after: BridgePort?) {
            self.before = before
            self.after = after
        }
    }

    /// - Parameters:
    ///   - name: of the port.
    ///   - interface: its number in the analysis.
    ///   - before: the kernel's counters at the start.
    ///   - after: and at the end.
    package init(
        name: String, interface: Int, in analyzer: borrowing Analyzer, before: LinuxBridgeCounters,
        after: LinuxBridgeCounters, _ circumstances: Circumstances
    ) {
        self.name = name
        bridge = circumstances.before.bridge
        var counters = LinuxBridgeCounters()
        var seen = PacketsSeen()
        for link in analyzer.links where link.identity.interface == interface {
            counters.add(link.linuxBridgePort.counters)
            seen.add(link)
        }
        seen.overflow = analyzer.linkOverflow
        let ours = counters.values
        let kernel = zip(before.values, after.values).map { Int64(bitPattern: $1 &- $0) }
        self.ours = ours
        self.kernel = kernel
        let difference = zip(ours, kernel).map { Int64(truncatingIfNeeded: $0) &- $1 }
        reasons =
            PortReasons(
                name: name, difference: difference, hasRestarted: kernel.contains { $0 < 0 }, seen: seen,
                circumstances: circumstances
            ).all
    }
}

extension PortComparison {
    /// What keeps the kernel from counting at `port` before anything has been captured, a line each.
    package static func warnings(name: String, _ port: BridgePort) -> [String] {
        PortReasons(
            name: name, difference: [], hasRestarted: false, seen: PacketsSeen(),
            circumstances: Circumstances(before: port, after: port)
        ).notCounted.map(\.message)
    }
}

/// Packets of a port that the bridge and we may see differently.
struct PacketsSeen: Sendable {
    /// Under more VLAN tags than a bridge looks through.
    var hidden: UInt64 = 0
    /// Under the one that it looks through.
    var tagged: UInt64 = 0
    /// Cut by the snapshot length.
    var cut: UInt64 = 0
    /// Of links that there was no room for.
    var overflow: UInt64 = 0

    mutating func add(_ link: Link) {
        let counts = link.state.tracker.counts
        switch link.identity.vlanTags.count {
        case 0: break
        case 1: tagged &+= counts.packets
        default: hidden &+= counts.packets
        }
        cut &+= counts.unverifiable
    }
}

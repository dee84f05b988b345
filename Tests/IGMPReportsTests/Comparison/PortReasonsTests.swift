import KernelCounters
import LinuxKernel
import Testing

@testable import IGMPReports

@Suite("Why a port's counters differ")
struct PortReasonsTests {
    private static let port = BridgePort(index: 5, bridgeIndex: 4, bridge: "br0")

    /// The codes of what explains differences of the counters named.
    private func codes(
        _ differences: [String: Int64] = [:], before: BridgePort = port, after: BridgePort? = port,
        hasRestarted: Bool = false, seen: PacketsSeen = PacketsSeen(),
        _ change: (inout PortComparison.Circumstances) -> Void = { _ in }
    ) -> [DifferenceReason.Code] {
        #expect(differences.keys.allSatisfy(LinuxBridgeCounters.names.contains))
        var circumstances = PortComparison.Circumstances(before: before, after: after)
        change(&circumstances)
        return PortReasons(
            name: "p1", difference: LinuxBridgeCounters.names.map { differences[$0] ?? 0 },
            hasRestarted: hasRestarted, seen: seen, circumstances: circumstances
        ).all.map(\.code)
    }

    private func port(_ change: (inout BridgePort) -> Void) -> BridgePort {
        var port = Self.port
        change(&port)
        return port
    }

    @Test("Where nothing differs and the kernel counts there is nothing to explain")
    func nothing() {
        #expect(codes() == [])
        #expect(codes(before: port { $0.callsIPTables = true }) { $0.droppedFrames = 3 } == [])
        #expect(codes { $0.unsettledPackets = 3 } == [])
    }

    @Test("What is switched off is told even where nothing differs, and when it was")
    func switchedOff() {
        let noStatistics = port { $0.hasStatistics = false }
        let noSnooping = port { $0.isSnooping = false }
        #expect(codes(before: noStatistics, after: noStatistics) == [.statisticsOff])
        #expect(codes(before: noSnooping, after: noSnooping) == [.snoopingOff])
        #expect(codes(["igmp_queries rx_v2": 5], before: noStatistics, after: Self.port) == [.statisticsOff])
        func message(_ before: BridgePort, _ after: BridgePort?) -> String? {
            PortReasons(
                name: "p1", difference: [], hasRestarted: false, seen: PacketsSeen(),
                circumstances: .init(before: before, after: after)
            ).notCounted.first?.message
        }
        let remedy = "`ip link set dev br0 type bridge mcast_stats_enabled 1`"
        #expect(message(noStatistics, noStatistics) == "br0 kept no multicast statistics: \(remedy)")
        #expect(
            message(noStatistics, Self.port) == "br0 kept no multicast statistics when the capture began: \(remedy)")
        #expect(message(Self.port, noStatistics) == "br0 kept no multicast statistics when it ended: \(remedy)")
        #expect(message(Self.port, nil) == nil)
    }

    @Test("Counters began anew where the port is gone, of another bridge, or they are less than they were")
    func restarted() {
        #expect(codes(after: nil) == [.countersRestarted])
        #expect(codes(after: port { $0.bridgeIndex = 9 }) == [.countersRestarted])
        #expect(codes(["igmp_leaves rx": 2], hasRestarted: true) == [.countersRestarted])
    }

    @Test("What the capture lost, cut, or met while the counters were read explains a difference")
    func captured() {
        let difference: [String: Int64] = ["igmp_reports rx_v3": -1]
        #expect(codes(difference) { $0.droppedFrames = 1 } == [.captureDrops])
        #expect(codes(difference) { $0.unsettledPackets = 1 } == [.unsettled])
        #expect(codes(difference, seen: PacketsSeen(cut: 1)) == [.cutPackets])
        #expect(codes(difference, seen: PacketsSeen(overflow: 1)) == [.tooManyLinks])
        #expect(codes(difference) == [.unseenByCapture])
    }

    @Test("More parse errors of the kernel are those of other multicast, unless that was captured")
    func parseErrors() {
        #expect(codes(["igmp_parse_errors": -1]) == [.otherMulticast])
        #expect(codes(["igmp_parse_errors": 1]) == [.droppedBeforeBridge])
        #expect(codes(["igmp_parse_errors": -1]) { $0.takesAllMulticast = true } == [])
    }

    @Test("More of ours coming in is what the port, the VLAN filter, iptables or another filter dropped")
    func droppedBefore() {
        let difference: [String: Int64] = ["igmp_queries rx_v3": 1]
        #expect(codes(difference) == [.droppedBeforeBridge])
        #expect(codes(difference, before: port { $0.isTakingIn = false }) == [.portBlocked])
        #expect(codes(difference, before: port { $0.callsIPTables = true }) == [.iptables])
        let filters = port { $0.filtersVLANs = true }
        #expect(codes(difference, before: filters) == [.droppedBeforeBridge])
        #expect(codes(difference, before: filters, seen: PacketsSeen(tagged: 1)) == [.vlanFiltering])
    }

    @Test("Packets under two tags are told of, being counted by neither")
    func hidden() {
        #expect(codes(seen: PacketsSeen(hidden: 1)) == [.hiddenByTags])
        #expect(codes(["igmp_reports tx_v2": 1], seen: PacketsSeen(hidden: 1)) == [.hiddenByTags, .sentPastBridge])
    }

    @Test("What goes out is counted before it is filtered, and others may send it")
    func goingOut() {
        #expect(codes(["igmp_leaves tx": -1]) == [.droppedAfterBridge])
        #expect(codes(["igmp_leaves tx": 1]) == [.sentPastBridge])
    }

    @Test("An expression may have left out what the kernel counted, never what it did not")
    func expression() {
        #expect(codes(["igmp_reports rx_v2": -1]) { $0.hasFilter = true } == [.captureFilter])
        #expect(codes(["igmp_reports rx_v2": 1]) { $0.hasFilter = true } == [.droppedBeforeBridge])
    }
}

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
        // It is back by now, and has counted more than before.
        #expect(codes(["igmp_leaves rx": 2]) { $0.hasLeftBridge = true } == [.countersRestarted])
        #expect(codes { $0.hasLeftBridge = true } == [.countersRestarted])
        // Not all was told: then it is a reason among others.
        #expect(
            codes(["igmp_leaves rx": 2]) { $0.hasLeftBridge = nil } == [.countersRestarted, .droppedBeforeBridge])
        #expect(codes { $0.hasLeftBridge = nil } == [])
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

    @Test("More parse errors of the kernel are those of other multicast, or else not explained")
    func parseErrors() {
        let more: [String: Int64] = ["igmp_parse_errors": -1]
        #expect(codes(more) == [.otherMulticast])
        #expect(codes(["igmp_parse_errors": 1]) == [.droppedBeforeBridge])
        #expect(codes(more) { $0.takesAllMulticast = true } == [.unseenByCapture])
        #expect(codes(more, seen: PacketsSeen(cut: 1)) { $0.takesAllMulticast = true } == [.cutPackets])
        let calling = port { $0.callsIPTables = true }
        #expect(codes(more, before: calling, after: calling) { $0.takesAllMulticast = true } == [.iptables])
    }

    @Test("Packets that are sent through iptables from some moment on, or no more, are told of")
    func iptablesSwitched() {
        let calling = port { $0.callsIPTables = true }
        func message(_ before: BridgePort, _ after: BridgePort) -> String? {
            var circumstances = PortComparison.Circumstances(before: before, after: after)
            circumstances.takesAllMulticast = true
            return PortReasons(
                name: "p1", difference: LinuxBridgeCounters.names.map { $0 == "igmp_parse_errors" ? -1 : 0 },
                hasRestarted: false, seen: PacketsSeen(), circumstances: circumstances
            ).all.first { $0.code == .iptables }?.message
        }
        #expect(message(Self.port, Self.port) == nil)
        #expect(message(calling, calling)?.contains("go through iptables first") == true)
        #expect(message(Self.port, calling)?.contains("were made to go through iptables meanwhile") == true)
        #expect(message(calling, Self.port)?.contains("were made not to go through iptables meanwhile") == true)
    }

    @Test("No difference, of whatever kind and whatever is known, comes without a reason")
    func always() {
        let hints: [(inout PortComparison.Circumstances) -> Void] = [
            { $0.droppedFrames = 1 }, { $0.unsettledPackets = 1 }, { $0.takesAllMulticast = true },
            { $0.hasFilter = true }, { $0.before.callsIPTables = true }, { $0.hasLeftBridge = nil },
            { $0.before.filtersVLANs = true },
        ]
        for counter in ["igmp_queries rx_v2", "igmp_reports tx_v3", "igmp_parse_errors"] {
            for value in [-1, 1] as [Int64] {
                for chosen in 0..<1 << hints.count {
                    for seen in [PacketsSeen(), PacketsSeen(hidden: 1, tagged: 1), PacketsSeen(cut: 1)] {
                        let reasons = codes([counter: value], seen: seen) { circumstances in
                            for (place, hint) in hints.enumerated() where chosen >> place & 1 == 1 {
                                hint(&circumstances)
                            }
                        }
                        #expect(reasons.contains { $0 != .hiddenByTags }, "\(counter) \(value) \(chosen) \(seen)")
                    }
                }
            }
        }
    }

    @Test("What the capture lost does not explain that it has more")
    func lostNotMore() {
        let more: [String: Int64] = ["igmp_queries rx_v3": 1]
        #expect(codes(more) { $0.droppedFrames = 1 } == [.captureDrops, .droppedBeforeBridge])
        #expect(codes(more, seen: PacketsSeen(cut: 1)) == [.cutPackets, .droppedBeforeBridge])
        #expect(codes(more) { $0.unsettledPackets = 1 } == [.unsettled])
    }

    @Test("More of ours coming in is what the port, the VLAN filter, iptables or another filter dropped")
    func droppedBefore() {
        let difference: [String: Int64] = ["igmp_queries rx_v3": 1]
        #expect(codes(difference) == [.droppedBeforeBridge])
        #expect(codes(difference, before: port { $0.isTakingIn = false }) == [.portBlocked])
        let calling = port { $0.callsIPTables = true }
        #expect(codes(difference, before: calling, after: calling) == [.iptables])
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

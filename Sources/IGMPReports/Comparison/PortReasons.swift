import KernelCounters
import LinuxKernel

/// Looks for what explains that a bridge port's counters are not ours.
struct PortReasons {
    /// Of the port.
    let name: String
    /// Ours less the kernel's, in the order of ``LinuxBridgeCounters/names``.
    let difference: [Int64]
    /// Whether the kernel's counters are less than they were.
    let hasRestarted: Bool
    let seen: PacketsSeen
    let circumstances: PortComparison.Circumstances

    private typealias Reason = DifferenceReason
    private var bridge: String { circumstances.before.bridge }

    /// What is certain comes first, then what is only possible; that the bridge counts
    /// nothing is told even where nothing differs.
    var all: [DifferenceReason] {
        let settings = notCounted + restarted
        guard difference.contains(where: { $0 != 0 }), settings.isEmpty else { return settings + hidden }
        let (received, sent, errors) = signs
        return captured + hidden + parseErrors(errors) + comingIn(received, errors) + goingOut(sent)
            + filtered(received, sent, errors)
    }

    /// What is switched off, as far as it was meanwhile.
    var notCounted: [DifferenceReason] {
        var reasons: [Reason] = []
        if let when = whenNot(\.isSnooping) {
            let remedy = "`ip link set dev \(bridge) type bridge mcast_snooping 1`"
            reasons.append(
                Reason(.snoopingOff, "\(bridge) did not snoop on multicast\(when), and counts only then: \(remedy)"))
        }
        if let when = whenNot(\.hasStatistics) {
            let remedy = "`ip link set dev \(bridge) type bridge mcast_stats_enabled 1`"
            reasons.append(Reason(.statisticsOff, "\(bridge) kept no multicast statistics\(when): \(remedy)"))
        }
        return reasons
    }

    private var restarted: [DifferenceReason] {
        guard
            hasRestarted || circumstances.hasLeftBridge == true
                || circumstances.after?.bridgeIndex != circumstances.before.bridgeIndex
        else { return [] }
        return [
            Reason(.countersRestarted, "\(name) was taken out of \(bridge) meanwhile, and the kernel counted anew")
        ]
    }

    /// Nothing where something held at both ends, else when it did not.
    private func whenNot(_ holds: (BridgePort) -> Bool) -> String? {
        switch (holds(circumstances.before), circumstances.after.map(holds)) {
        case (true, true), (true, nil): nil
        case (false, true): " when the capture began"
        case (true, false): " when it ended"
        case (false, false), (false, nil): ""
        }
    }

    // MARK: What was captured

    private var captured: [DifferenceReason] {
        var reasons = CaptureReasons.lost(
            droppedFrames: circumstances.droppedFrames, unsettledPackets: circumstances.unsettledPackets,
            cutPackets: seen.cut)
        if seen.overflow > 0 {
            reasons.append(
                Reason(
                    .tooManyLinks, "\(seen.overflow.of("packet")) of more VLANs than are told apart were not counted"))
        }
        if circumstances.hasLeftBridge == nil {
            reasons.append(
                Reason(
                    .countersRestarted,
                    """
                    \(name) may have been out of \(bridge) meanwhile, and the kernel have counted anew: so many \
                    interfaces changed that not all was heard
                    """))
        }
        return reasons
    }

    private var hidden: [DifferenceReason] {
        guard seen.hidden > 0 else { return [] }
        return [
            Reason(
                .hiddenByTags,
                """
                \(seen.hidden.of("IGMP packet")) under two VLAN tags or more: a bridge looks through one, so neither \
                side counts them
                """)
        ]
    }

    // MARK: What may be

    /// Which way the counters of a kind differ.
    private struct Signs {
        var weHaveMore = false
        var kernelHasMore = false

        mutating func add(_ difference: Int64) {
            if difference > 0 { weHaveMore = true }
            if difference < 0 { kernelHasMore = true }
        }
    }

    private var signs: (received: Signs, sent: Signs, errors: Signs) {
        var (received, sent, errors) = (Signs(), Signs(), Signs())
        for (counter, value) in zip(LinuxBridgeCounters.names, difference) {
            if counter.hasSuffix("errors") {
                errors.add(value)
            } else if counter.contains(" rx") {
                received.add(value)
            } else {
                sent.add(value)
            }
        }
        return (received, sent, errors)
    }

    private func parseErrors(_ errors: Signs) -> [DifferenceReason] {
        guard errors.kernelHasMore, !circumstances.takesAllMulticast else { return [] }
        return [
            Reason(
                .otherMulticast,
                """
                the bridge counts bad IPv4 headers of all multicast as parse errors, not of IGMP alone: \
                --all-multicast counts them too
                """)
        ]
    }

    private func comingIn(_ received: Signs, _ errors: Signs) -> [DifferenceReason] {
        let weHaveMore = received.weHaveMore || errors.weHaveMore
        let kernelHasMore = received.kernelHasMore || errors.kernelHasMore
        let iptables = weHaveMore || kernelHasMore ? iptables : []
        var reasons: [Reason] = []
        if weHaveMore {
            reasons = dropped + iptables
            // A capture that lost packets does not have more for that.
            if reasons.isEmpty, circumstances.unsettledPackets == 0 {
                reasons.append(
                    Reason(
                        .droppedBeforeBridge,
                        "a packet filter (nftables, ebtables, tc) may drop what comes in at \(name) before it is counted"
                    ))
            }
        } else {
            reasons = iptables
        }
        let areOtherMulticast = !received.kernelHasMore && !circumstances.takesAllMulticast
        if kernelHasMore, !areOtherMulticast, captured.isEmpty, !circumstances.hasFilter, iptables.isEmpty {
            reasons.append(
                Reason(
                    .unseenByCapture,
                    "nothing known explains it: the kernel counted packets at \(name) that the capture did not get"))
        }
        return reasons
    }

    /// What is known to drop what comes in before it is counted.
    private var dropped: [DifferenceReason] {
        var reasons: [Reason] = []
        if let when = whenNot(\.isTakingIn) {
            reasons.append(
                Reason(.portBlocked, "\(name) neither forwarded nor learned\(when): what comes in then is dropped"))
        }
        if circumstances.before.filtersVLANs, seen.tagged > 0 {
            reasons.append(
                Reason(
                    .vlanFiltering,
                    "\(bridge) filters VLANs: what comes in at \(name) in one that it is not in is dropped uncounted"))
        }
        return reasons
    }

    private var iptables: [DifferenceReason] {
        let before = circumstances.before.callsIPTables
        if let after = circumstances.after?.callsIPTables, after != before {
            return [
                Reason(
                    .iptables,
                    """
                    packets of \(bridge) were made \(after ? "" : "not ")to go through iptables meanwhile \
                    (bridge-nf-call-iptables), which drops bad IPv4 headers uncounted
                    """)
            ]
        }
        guard before else { return [] }
        return [
            Reason(
                .iptables,
                """
                packets of \(bridge) go through iptables first (bridge-nf-call-iptables), which may drop them, or \
                put fragments together, before they are counted
                """)
        ]
    }

    private func goingOut(_ sent: Signs) -> [DifferenceReason] {
        var reasons: [Reason] = []
        if sent.kernelHasMore {
            reasons.append(
                Reason(
                    .droppedAfterBridge,
                    "the bridge counts what it hands to \(name): a packet filter or a full queue may drop it afterwards"
                ))
        }
        if sent.weHaveMore {
            reasons.append(
                Reason(.sentPastBridge, "a program on this host may send through \(name) itself, past the bridge"))
        }
        return reasons
    }

    private func filtered(_ kinds: Signs...) -> [DifferenceReason] {
        guard circumstances.hasFilter, kinds.contains(where: \.kernelHasMore) else { return [] }
        return [CaptureReasons.filter]
    }
}

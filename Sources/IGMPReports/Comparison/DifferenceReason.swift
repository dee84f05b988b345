/// Why the kernel's figures and ours differ, or could not but be alike.
package struct DifferenceReason: Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        // What is set so that the kernel counts nothing, or not this.
        case statisticsOff = "statistics_off"
        case snoopingOff = "snooping_off"
        case portBlocked = "port_blocked"
        case countersRestarted = "counters_restarted"
        // What the capture has not seen, or not whole.
        case captureDrops = "capture_drops"
        case unsettled
        case otherMulticast = "other_multicast"
        case captureFilter = "capture_filter"
        case cutPackets = "cut_packets"
        case tooManyLinks = "too_many_links"
        // What the two see differently.
        case hiddenByTags = "hidden_by_tags"
        case vlanFiltering = "vlan_filtering"
        case iptables
        case droppedBeforeBridge = "dropped_before_bridge"
        case droppedAfterBridge = "dropped_after_bridge"
        case sentPastBridge = "sent_past_bridge"
        case unseenByCapture = "unseen_by_capture"
        // Of a host's memberships.
        case silentLeave = "silent_leave"
        case unreportedJoin = "unreported_join"
        case reporterUnknown = "reporter_unknown"
        case querierInherited = "querier_inherited"
        case querierUnknown = "querier_unknown"
    }

    package let code: Code
    /// For a reader: what it is, and what to do about it.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

#if os(Linux)
    import CRtnetlink
    import Netlink
#endif

/// What the kernel says of an interface that is a port of a bridge, and of the bridge.
package struct BridgePort: Hashable, Sendable {
    /// Of the port, and of the bridge.
    package var index: UInt32
    package var bridgeIndex: UInt32
    package var bridge: String
    /// Whether the bridge looks into IGMP at all (`mcast_snooping`).
    package var isSnooping: Bool
    /// Whether it counts (`mcast_stats_enabled`).
    package var hasStatistics: Bool
    /// Whether what comes in at the port gets as far as snooping: forwarding or learning.
    package var isTakingIn: Bool
    /// Whether it lets pass only the VLANs that the port is in (`vlan_filtering`).
    package var filtersVLANs: Bool
    /// Whether bridged packets go through iptables (`nf_call_iptables`, or for all
    /// bridges `net.bridge.bridge-nf-call-iptables`): what has a bad IPv4 header is
    /// then dropped before it is snooped on.
    package var callsIPTables: Bool

    package init(
        index: UInt32, bridgeIndex: UInt32, bridge: String, isSnooping: Bool = true, hasStatistics: Bool = true,
        isTakingIn: Bool = true, filtersVLANs: Bool = false, callsIPTables: Bool = false
    ) {
        self.index = index
        self.bridgeIndex = bridgeIndex
        self.bridge = bridge
        self.isSnooping = isSnooping
        self.hasStatistics = hasStatistics
        self.isTakingIn = isTakingIn
        self.filtersVLANs = filtersVLANs
        self.callsIPTables = callsIPTables
    }
}

#if os(Linux)
    extension BridgePort {
        /// `BR_STATE_LEARNING` and `BR_STATE_FORWARDING`.
        private static let takingIn: Set<UInt8> = [UInt8(BR_STATE_LEARNING), UInt8(BR_STATE_FORWARDING)]

        /// Asks about the interface of that index; nil when it is no port of a bridge.
        ///
        /// - Parameter allCallIPTables: whether a sysctl sends the packets of all bridges through iptables.
        init?(
            index: UInt32, named name: String, allCallIPTables: Bool, by socket: inout RouteSocket
        ) throws(KernelReadingError) {
            let port = try Self.link(index, by: &socket, for: name)
            guard let information = port[Int(IFLA_LINKINFO)],
                information[Int(IFLA_INFO_SLAVE_KIND)]?.string == "bridge",
                let master = port[Int(IFLA_MASTER)]?.uint32
            else { return nil }
            let bridge = try Self.link(master, by: &socket, for: "the bridge of \(name)")
            let options = bridge[Int(IFLA_LINKINFO)]?[Int(IFLA_INFO_DATA)]
            func isOn(_ option: Int) -> Bool { options?[option]?.uint8 ?? 0 != 0 }
            let state = information[Int(IFLA_INFO_SLAVE_DATA)]?[Int(IFLA_BRPORT_STATE)]?.uint8
            self.init(
                index: index, bridgeIndex: master, bridge: bridge[Int(IFLA_IFNAME)]?.string ?? "",
                isSnooping: isOn(Int(IFLA_BR_MCAST_SNOOPING)), hasStatistics: isOn(Int(IFLA_BR_MCAST_STATS_ENABLED)),
                isTakingIn: state.map(Self.takingIn.contains) ?? true,
                filtersVLANs: isOn(Int(IFLA_BR_VLAN_FILTERING)),
                callsIPTables: isOn(Int(IFLA_BR_NF_CALL_IPTABLES)) || allCallIPTables)
        }

        /// The attributes of an interface (`RTM_GETLINK`).
        static func link(
            _ index: UInt32, by socket: inout RouteSocket, for what: String
        ) throws(KernelReadingError) -> NetlinkAttributes {
            // struct ifinfomsg: family, padding, type, index, flags, mask of flags.
            let body: [UInt8] = [0, 0, 0, 0] + NetlinkMessages.native(index) + [UInt8](repeating: 0, count: 8)
            let answer = try socket.ask(Int(RTM_GETLINK), answer: Int(RTM_NEWLINK), body: body, for: what)
            return NetlinkAttributes(answer.dropFirst(body.count))
        }
    }
#endif

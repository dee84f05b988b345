#if os(Linux)
    import CRtnetlink
    import Netlink
    import KernelCounters

    /// Reads the multicast counters that the kernel keeps of a bridge's port.
    enum PortCounters {
        /// Asks for those of the interface of that index (`RTM_GETSTATS`).
        static func read(
            port index: UInt32, named name: String, by socket: inout RouteSocket
        ) throws(KernelReadingError) -> LinuxBridgeCounters {
            // struct if_stats_msg: family, padding, index, mask of what is wanted.
            let wanted = UInt32(1) << UInt32(IFLA_STATS_LINK_XSTATS_SLAVE - 1)
            let body: [UInt8] = [0, 0, 0, 0] + NetlinkMessages.native(index) + NetlinkMessages.native(wanted)
            let answer = try socket.ask(Int(RTM_GETSTATS), answer: Int(RTM_NEWSTATS), body: body, for: name)
            let bridge = NetlinkAttributes(answer.dropFirst(body.count))[Int(IFLA_STATS_LINK_XSTATS_SLAVE)]?[
                Int(LINK_XSTATS_TYPE_BRIDGE)]
            guard let counters = bridge?[Int(BRIDGE_XSTATS_MCAST)].flatMap(read) else {
                throw KernelReadingError("\(name): the kernel shows no multicast counters of a bridge's port")
            }
            return counters
        }

        /// Reads a `struct br_mcast_stats`; nil when it ends before the IGMP counters do.
        static func read(_ statistics: NetlinkAttributes) -> LinuxBridgeCounters? {
            /// A pair of counters, received and sent.
            func directions(_ field: PartialKeyPath<br_mcast_stats>) -> LinuxBridgeCounters.Directions? {
                let size = MemoryLayout<UInt64>.size
                guard let offset = MemoryLayout<br_mcast_stats>.offset(of: field),
                    let rx = statistics.integer(at: offset + Int(BR_MCAST_DIR_RX) * size, as: UInt64.self),
                    let tx = statistics.integer(at: offset + Int(BR_MCAST_DIR_TX) * size, as: UInt64.self)
                else { return nil }
                return LinuxBridgeCounters.Directions(rx: rx, tx: tx)
            }
            guard let v1Queries = directions(\.igmp_v1queries), let v2Queries = directions(\.igmp_v2queries),
                let v3Queries = directions(\.igmp_v3queries), let leaves = directions(\.igmp_leaves),
                let v1Reports = directions(\.igmp_v1reports), let v2Reports = directions(\.igmp_v2reports),
                let v3Reports = directions(\.igmp_v3reports),
                let errorsOffset = MemoryLayout<br_mcast_stats>.offset(of: \.igmp_parse_errors),
                let parseErrors = statistics.integer(at: errorsOffset, as: UInt64.self)
            else { return nil }
            var counters = LinuxBridgeCounters()
            counters.igmpQueries = LinuxBridgeCounters.Versions(v1: v1Queries, v2: v2Queries, v3: v3Queries)
            counters.igmpReports = LinuxBridgeCounters.Versions(v1: v1Reports, v2: v2Reports, v3: v3Reports)
            counters.igmpLeaves = leaves
            counters.igmpParseErrors = parseErrors
            return counters
        }
    }
#endif

#if os(Linux)
    import KernelCounters
    import Netlink
    import Testing

    @testable import LinuxKernel

    @Suite("The kernel's counters of a port")
    struct PortCountersTests {
        /// `struct br_mcast_stats` of Linux: pairs of received and sent of three kinds of
        /// queries, leaves, three kinds of reports, then the parse errors, each as its place.
        private static let statistics = (1...15).flatMap { NetlinkMessages.native(UInt64($0)) }

        @Test("Each counter is found in its place of the kernel's structure")
        func places() throws {
            let counters = try #require(PortCounters.read(NetlinkAttributes(Self.statistics[...])))
            let expected: [String: UInt64] = [
                "igmp_queries rx_v1": 1, "igmp_queries tx_v1": 2, "igmp_queries rx_v2": 3, "igmp_queries tx_v2": 4,
                "igmp_queries rx_v3": 5, "igmp_queries tx_v3": 6, "igmp_leaves rx": 7, "igmp_leaves tx": 8,
                "igmp_reports rx_v1": 9, "igmp_reports tx_v1": 10, "igmp_reports rx_v2": 11, "igmp_reports tx_v2": 12,
                "igmp_reports rx_v3": 13, "igmp_reports tx_v3": 14, "igmp_parse_errors": 15,
            ]
            #expect(Dictionary(uniqueKeysWithValues: zip(LinuxBridgeCounters.names, counters.values)) == expected)
        }

        @Test("A longer structure is read as far as it is known, a shorter one not at all")
        func lengths() {
            #expect(PortCounters.read(NetlinkAttributes((Self.statistics + [1, 2, 3])[...])) != nil)
            for count in 0..<Self.statistics.count {
                #expect(PortCounters.read(NetlinkAttributes(Self.statistics.prefix(count))) == nil)
            }
        }
    }
#endif

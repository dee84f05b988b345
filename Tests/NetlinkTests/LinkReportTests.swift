#if os(Linux)
    import Testing

    @testable import Netlink

    @Suite("What the kernel says of an interface")
    struct LinkReportTests {
        private static func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
            let length = 4 + value.count
            return NetlinkMessages.native(UInt16(length)) + NetlinkMessages.native(type) + value
                + [UInt8](repeating: 0, count: (4 - length % 4) % 4)
        }

        /// Ethernet, number 7, of those flags (netdevice(7)), with a name and counters 0, 1, 2 and so on.
        private static func body(flags: UInt32, family: UInt8 = 0) -> [UInt8] {
            [family, 0] + NetlinkMessages.native(UInt16(1)) + NetlinkMessages.native(UInt32(7))
                + NetlinkMessages.native(flags) + NetlinkMessages.native(UInt32(0))
                + attribute(3, Array("eth0".utf8) + [0])
                + attribute(23, (0..<24).flatMap { NetlinkMessages.native(UInt64($0)) })
        }

        @Test("Its number, name, kind, flags and drops are read")
        func whole() throws {
            let report = try #require(LinkReport(Self.body(flags: 0x1 | 0x40)[...]))
            #expect(report.index == 7 && report.name == "eth0" && report.hardwareType == 1)
            #expect(report.isUp && report.isRunning && !report.isLoopback)
            // rx_fifo_errors and rx_missed_errors are the fifteenth and the sixteenth.
            #expect(report.drops == 29)
        }

        @Test("Each flag is its own", arguments: 0..<32 as Range<UInt32>)
        func flags(bit: UInt32) throws {
            let report = try #require(LinkReport(Self.body(flags: 1 << bit)[...]))
            #expect(report.isUp == (bit == 0))
            #expect(report.isLoopback == (bit == 3))
            #expect(report.isRunning == (bit == 6))
        }

        @Test("What is about its being a port of a bridge is not about the interface")
        func bridgePort() {
            #expect(LinkReport(Self.body(flags: 1, family: 7)[...]) == nil)
        }

        @Test("A message that is cut is none, or one without what was cut off")
        func cut() {
            let whole = Self.body(flags: 1)
            for count in 0..<whole.count {
                let report = LinkReport(whole.prefix(count))
                #expect((report != nil) == (count >= 16 + 9), "\(count)")
                #expect(report?.drops == nil || count == whole.count)
            }
        }
    }
#endif

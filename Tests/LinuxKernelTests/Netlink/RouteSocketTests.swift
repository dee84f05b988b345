#if os(Linux)
    import CRtnetlink
    import Netlink
    import Testing

    @testable import LinuxKernel

    @Suite("Questions to the kernel")
    struct RouteSocketTests {
        @Test("The loopback interface is told of by its index, again and again")
        func loopback() throws {
            var socket = try RouteSocket()
            for _ in 0..<3 {
                let link = try BridgePort.link(1, by: &socket, for: "lo")
                #expect(link[Int(IFLA_IFNAME)]?.string == "lo")
                #expect(link[Int(IFLA_ADDRESS)]?.bytes.count == 6)
            }
            #expect(try BridgePort(index: 1, named: "lo", allCallIPTables: false, by: &socket) == nil)
        }

        @Test("What the kernel refuses is an error in its words, and the next question is answered")
        func refused() throws {
            var socket = try RouteSocket()
            var failure: KernelReadingError?
            do { _ = try BridgePort.link(.max >> 1, by: &socket, for: "that") } catch { failure = error }
            #expect(failure?.description == "that: No such device")
            #expect(try BridgePort.link(1, by: &socket, for: "lo")[Int(IFLA_IFNAME)]?.string == "lo")
        }

        @Test("An interface that is no port has no counters of one")
        func noPort() throws {
            var socket = try RouteSocket()
            #expect(throws: KernelReadingError.self) {
                _ = try PortCounters.read(port: 1, named: "lo", by: &socket)
            }
        }
    }
#endif

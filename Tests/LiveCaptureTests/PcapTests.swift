#if os(Linux)
    import IGMPWire
    import Testing

    @testable import LiveCapture

    @Suite(
        "A libpcap handle", .enabled(if: TestNetwork.isPossible, "needs root and network namespaces"))
    struct PcapTests {
        @Test("The default filter for cooked frames works in the kernel, where their header is none")
        func cooked() throws {
            let network = try TestNetwork()
            try network.enter {
                let options = LiveCaptureOptions(interfaces: [])
                let pcap = try Pcap(
                    interface: "any", options: options, bufferBytes: options.bufferBytes(sharedBy: 1),
                    isPromiscuous: false, direction: .inbound)
                #expect(pcap.linkType == .linuxSLL)
                // The first batch is filtered by libpcap as well; later ones by the kernel alone.
                for _ in 0..<2 {
                    for header in [[0x08, 0x00], Frames.tag(0x8100, 5) + [0x08, 0x00], Frames.snap(length: 32)] {
                        try TestNetwork.send(Frames.ethernet(header, Frames.ipv4()), through: "left")
                        let other = Frames.ethernet(header, Frames.ipv4(protocolNumber: 17))
                        try TestNetwork.send(other, through: "left")
                    }
                    #expect(try count(pcap, until: 3) == 3)
                }
            }
        }

        @Test("All frames of the direction asked for come, and the kernel counts no others")
        func counters() throws {
            let network = try TestNetwork()
            try network.enter {
                let options = LiveCaptureOptions(interfaces: [])
                let pcap = try Pcap(
                    interface: "right", options: options, bufferBytes: options.bufferBytes(sharedBy: 1),
                    isPromiscuous: true, direction: .outbound)
                try TestNetwork.send(LiveCaptureTests.igmp, through: "left", count: 3)
                try TestNetwork.send(LiveCaptureTests.igmp, through: "right", count: 5)
                #expect(try count(pcap, until: 5) == 5)
                let counters = try #require(pcap.counters)
                #expect(counters.received == 5)
                #expect(counters.dropped == 0)
            }
        }

        /// How many frames come within half a second after `expected` have, or within two.
        private func count(_ pcap: Pcap, until expected: Int) throws -> Int {
            var ring = CaptureRing(pcap: pcap, interface: 0, direction: .unknown)
            var count = 0
            var end = CaptureClock.monotonic + 2_000_000_000
            while CaptureClock.monotonic < end {
                ring.advance()
                guard ring.hasFrame else { continue }
                count += 1
                if count == expected { end = CaptureClock.monotonic + 500_000_000 }
            }
            #expect(ring.failure == nil)
            return count
        }
    }
#endif

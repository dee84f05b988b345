#if os(Linux)
    import Glibc
    import IGMPWire
    import Testing

    @testable import LiveCapture

    @Suite(
        "Live capture", .serialized,
        .enabled(if: TestNetwork.isPossible, "needs root and network namespaces"))
    struct LiveCaptureTests {
        static let igmp = Frames.ethernet([0x08, 0x00], Frames.ipv4())

        @Test("IGMP comes with all of its tags, in both directions, and nothing else comes")
        func taggedFrames() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                #expect(capture.linkTypes == [.ethernet])
                let headers = DefaultFilterTests.headers
                for (index, header) in headers.enumerated() {
                    let packet = Frames.ipv4(identification: UInt8(index))
                    try TestNetwork.send(Frames.ethernet(header, packet), through: "left")
                    try TestNetwork.send(Frames.ethernet(header, packet), through: "right")
                    if header.count < 38 {
                        let other = Frames.ethernet(header, Frames.ipv4(protocolNumber: 17))
                        try TestNetwork.send(other, through: "left")
                        try TestNetwork.send(other, through: "right")
                    }
                }
                try TestNetwork.send(Frames.ethernet([0x86, 0xDD], Frames.ipv4()), through: "left")
                let delivered = try capture.read(2 * headers.count)
                let expected = headers.enumerated().flatMap { index, header in
                    let frame = Frames.ethernet(header, Frames.ipv4(identification: UInt8(index)))
                    return [
                        Delivered(bytes: frame, direction: .inbound, interface: "right"),
                        Delivered(bytes: frame, direction: .outbound, interface: "right"),
                    ]
                }
                #expect(delivered == expected)
                let statistics = capture.statistics()
                #expect(statistics.map(\.received) == [UInt64(expected.count)])
                #expect(statistics.map(\.droppedByKernel) == [0])
            }
        }

        @Test(
            "Only the direction that is asked for comes",
            arguments: [(CaptureDirection.inbound, FrameDirection.inbound), (.outbound, .outbound)])
        func direction(asked: CaptureDirection, delivered: FrameDirection) throws {
            let network = try TestNetwork()
            try network.enter {
                var options = LiveCaptureOptions(interfaces: ["right"])
                options.direction = asked
                var capture = try LiveCapture(options)
                try TestNetwork.send(Self.igmp, through: "left")
                try TestNetwork.send(Self.igmp, through: "right")
                #expect(
                    try capture.read(1) == [Delivered(bytes: Self.igmp, direction: delivered, interface: "right")])
            }
        }

        @Test("Both directions come without being told apart, when that is asked for", arguments: [false, true])
        func oneRing(isImmediate: Bool) throws {
            let network = try TestNetwork()
            try network.enter {
                var options = LiveCaptureOptions(interfaces: ["right"])
                options.separatesDirections = false
                options.isImmediate = isImmediate
                var capture = try LiveCapture(options)
                try TestNetwork.send(Self.igmp, through: "left")
                try TestNetwork.send(Self.igmp, through: "right")
                let expected = Delivered(bytes: Self.igmp, direction: .unknown, interface: "right")
                #expect(try capture.read(2) == [expected, expected])
            }
        }

        @Test("Frames of several interfaces come in the order of time", arguments: [false, true])
        func severalInterfaces(isImmediate: Bool) throws {
            let network = try TestNetwork()
            try network.enter {
                var options = LiveCaptureOptions(interfaces: ["left", "right", "left"])
                options.isImmediate = isImmediate
                var capture = try LiveCapture(options)
                #expect(capture.interfaces == ["left", "right"])
                try TestNetwork.send(Self.igmp, through: "left", count: 500)
                let delivered = try capture.read(1000)
                #expect(delivered.filter { $0.interface == "left" && $0.direction == .outbound }.count == 500)
                #expect(delivered.filter { $0.interface == "right" && $0.direction == .inbound }.count == 500)
                #expect(delivered.count == 1000)
            }
        }

        @Test("A filter expression is added to the default filter, and sees the tags")
        func expression() throws {
            let network = try TestNetwork()
            try network.enter {
                var options = LiveCaptureOptions(interfaces: ["right"])
                options.filterExpression = "vlan 5"
                var capture = try LiveCapture(options)
                let tagged = Frames.ethernet(Frames.tag(0x8100, 5) + [0x08, 0x00], Frames.ipv4())
                let other = Frames.ethernet(Frames.tag(0x8100, 6) + [0x08, 0x00], Frames.ipv4())
                let notIGMP = Frames.ethernet(Frames.tag(0x8100, 5) + [0x08, 0x00], Frames.ipv4(protocolNumber: 17))
                for frame in [Self.igmp, other, notIGMP, tagged] { try TestNetwork.send(frame, through: "left") }
                #expect(
                    try capture.read(1) == [Delivered(bytes: tagged, direction: .inbound, interface: "right")])
            }
        }

        @Test("A frame longer than the snapshot length is cut, its length known")
        func snapshotLength() throws {
            let network = try TestNetwork()
            try network.enter {
                var options = LiveCaptureOptions(interfaces: ["right"])
                options.snapshotLength = 48
                options.direction = .inbound
                var capture = try LiveCapture(options)
                try TestNetwork.send(Self.igmp, through: "left")
                capture.finish()
                var lengths: [[Int]] = []
                while let frame = try capture.next() { lengths.append([frame.bytes.count, frame.originalLength]) }
                #expect(lengths == [[48, 60]])
            }
        }

        @Test("What was captured until the end is delivered after finishing, and nothing later")
        func finish() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["left", "right"]))
                try TestNetwork.send(Self.igmp, through: "left", count: 10)
                capture.finish()
                try TestNetwork.send(Self.igmp, through: "left", count: 10)
                var count = 0
                while try capture.next() != nil { count += 1 }
                #expect(count == 20)
            }
        }

        @Test("A capture that is resumed delivers what came after it was finished, all in the order of time")
        func resume() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["left", "right"]))
                capture.finish()
                let before = LiveCapture.now
                try TestNetwork.send(Self.igmp, through: "left", count: 10)
                #expect(try capture.next() == nil)
                capture.resume()
                #expect(try capture.read(20).count == 20)
                capture.finish()
                #expect(try capture.next() == nil)
                #expect(before < LiveCapture.now)
            }
        }

        @Test("An interface that is down when opening is said to be")
        func downAtFirst() throws {
            let network = try TestNetwork()
            try network.ip("link", "set", "right", "down")
            try network.enter {
                let error = #expect(throws: LiveCaptureError.self) {
                    _ = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                }
                #expect(error?.reason == .down)
            }
        }

        @Test("A descriptor that is readable ends the wait, and is told")
        func wakeUp() throws {
            let network = try TestNetwork()
            try network.enter {
                var ends: [Int32] = [-1, -1]
                // The call writes the two elements.
                try #require(unsafe pipe(&ends) == 0)
                defer { for end in ends { close(end) } }
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                let start = CaptureClock.monotonic
                let isQuiet = !capture.wait(milliseconds: 200, alsoFor: ends[0])
                let waited = CaptureClock.monotonic - start
                #expect(isQuiet)
                #expect(waited >= 199_000_000)
                // One byte of a string that lives as long as the call.
                try #require(unsafe write(ends[1], "x", 1) == 1)
                let isWoken = capture.wait(milliseconds: 60_000, alsoFor: ends[0])
                #expect(isWoken)
            }
        }

        @Test("any is every interface that is up, and follows as they come and go")
        func any() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["any"]))
                #expect(Set(capture.interfaces) == ["left", "right"])
                let tagged = Frames.ethernet(
                    Frames.tag(0x88A8, 6) + Frames.tag(0x8100, 5) + [0x08, 0x00], Frames.ipv4())
                try TestNetwork.send(tagged, through: "left")
                #expect(
                    try capture.read(2) == [
                        Delivered(bytes: tagged, direction: .outbound, interface: "left"),
                        Delivered(bytes: tagged, direction: .inbound, interface: "right"),
                    ])
                try network.ip("link", "del", "left")
                try network.ip("link", "add", "later", "type", "veth", "peer", "name", "far")
                try network.ip("link", "set", "later", "up")
                try network.ip("link", "set", "far", "up")
                for _ in 0..<30 {
                    _ = capture.wait(milliseconds: 50)
                    while try capture.next() != nil {}
                }
                #expect(Set(capture.interfaces) == ["left", "right", "later", "far"])
                try TestNetwork.send(tagged, through: "later")
                capture.finish()
                var directions: [FrameDirection] = []
                while let frame = try capture.next() { directions.append(frame.direction) }
                #expect(directions == [.outbound, .inbound])
            }
        }
    }
#endif

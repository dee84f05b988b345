#if os(Linux)
    import Glibc
    import IGMPWire
    import Testing

    @testable import LiveCapture

    @Suite(
        "Interfaces that come and go", .serialized,
        .enabled(if: TestNetwork.isPossible, "needs root and network namespaces"))
    struct LiveCaptureInterfacesTests {
        private static let igmp = Frames.ethernet([0x08, 0x00], Frames.ipv4())
        private static let removed = CaptureNotice.stopped(interface: "right", .removed)
        private static let down = CaptureNotice.stopped(interface: "right", .down)
        private static let noCarrier = CaptureNotice.stopped(interface: "right", .noCarrier)

        private static func isResumed(_ notice: CaptureNotice) -> Bool {
            if case .resumed("right", _, _) = notice { true } else { false }
        }

        @Test("An interface that is removed is told of once, its last frames come, and the others go on")
        func removed() throws {
            let network = try TestNetwork()
            try network.ip("link", "add", "other", "type", "veth", "peer", "name", "far")
            try network.ip("link", "set", "far", "up")
            try network.ip("link", "set", "other", "up")
            try network.waitForCarrier("other")
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right", "other"]))
                try TestNetwork.send(Self.igmp, through: "left")
                try network.ip("link", "del", "left")
                #expect(try capture.read(1).map(\.interface) == ["right"])
                // Who is removed may be seen to go down before.
                let notices = try capture.notices { $0 == Self.removed }
                #expect(notices.filter { $0 != Self.down && $0 != Self.noCarrier } == [Self.removed])
                #expect(try capture.noticesForASecond() == [])
                let isFinished = capture.isFinished
                #expect(!isFinished)
                let conditions = capture.gaps().map(\.condition)
                #expect(conditions == [.removed, .passing])
                #expect(capture.statistics().map(\.received) == [1, 0])
                try TestNetwork.send(Self.igmp, through: "other")
                capture.finish()
                var later: [Int] = []
                while let frame = try capture.next() {
                    later.append(frame.interface)
                    #expect(frame.number == 2)
                }
                #expect(later == [1])
            }
        }

        @Test("When there is one of its name again, it goes on, in both directions, and counts on")
        func reappeared() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                for round in 1...3 as ClosedRange<UInt64> {
                    try TestNetwork.send(Self.igmp, through: "left")
                    try TestNetwork.send(Self.igmp, through: "right")
                    let delivered = try capture.read(2, from: 2 * round - 1)
                    #expect(delivered.map(\.direction) == [.inbound, .outbound])
                    #expect(capture.statistics().map(\.received) == [2 * round])
                    try network.ip("link", "del", "left")
                    #expect(try capture.notices { $0 == Self.removed }.last == Self.removed)
                    usleep(20_000)
                    try network.ip("link", "add", "left", "type", "veth", "peer", "name", "right")
                    try network.ip("link", "set", "left", "up")
                    try network.ip("link", "set", "right", "up")
                    guard case .resumed(_, let length, _)? = try capture.notices(until: Self.isResumed).last else {
                        Issue.record("not resumed")
                        return
                    }
                    #expect(length >= .milliseconds(20))
                    let gaps = try #require(capture.gaps().first?.gaps)
                    #expect(gaps.count == round)
                    #expect(gaps.lastFrom != nil && gaps.lastUntil != nil)
                }
                try TestNetwork.send(Self.igmp, through: "left")
                #expect(try capture.read(1, from: 7).count == 1)
            }
        }

        @Test("One of its name that is of another kind is not taken for it")
        func otherKind() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                try network.ip("link", "del", "left")
                #expect(try capture.notices { $0 == Self.removed }.last == Self.removed)
                try network.ip("tuntap", "add", "right", "mode", "tun")
                try network.ip("link", "set", "right", "up")
                #expect(try capture.noticesForASecond() == [])
                #expect(capture.gaps().map(\.condition) == [.removed])
            }
        }

        @Test("An interface that goes down is told once, however short, and goes on when it is up again")
        func down() throws {
            let network = try TestNetwork()
            try network.enter {
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                try network.ip("link", "set", "right", "down")
                #expect(try capture.notices { $0 == Self.down }.last == Self.down)
                #expect(try capture.noticesForASecond() == [])
                let isFinished = capture.isFinished
                #expect(!isFinished)
                try network.ip("link", "set", "right", "up")
                guard case .resumed(_, let length, _)? = try capture.notices(until: Self.isResumed).last else {
                    Issue.record("not resumed")
                    return
                }
                #expect(length >= .seconds(1) && length < .seconds(60))
                try TestNetwork.send(Self.igmp, through: "left")
                #expect(try capture.read(1).count == 1)
                // Nobody looks meanwhile.
                try network.ip("link", "set", "right", "down")
                try network.ip("link", "set", "right", "up")
                #expect(try capture.notices(until: Self.isResumed).contains(Self.down))
                let gaps = try #require(capture.gaps().first)
                #expect(gaps.gaps.count == 2)
                #expect(gaps.condition == .passing)
                #expect(gaps.total >= length)
            }
        }

        @Test("A carrier that is lost is a gap, as is one that is not there at first")
        func carrier() throws {
            let network = try TestNetwork()
            try network.enter {
                try network.ip("link", "set", "left", "down")
                var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["right"]))
                let first = capture.takeNotices()
                #expect(first == [Self.noCarrier])
                try network.ip("link", "set", "left", "up")
                #expect(try capture.notices(until: Self.isResumed).count == 1)
                try network.ip("link", "set", "left", "down")
                #expect(try capture.notices { $0 == Self.noCarrier } == [Self.noCarrier])
                try network.ip("link", "set", "left", "up")
                #expect(try capture.notices(until: Self.isResumed).count == 1)
                #expect(capture.gaps().first?.gaps.count == 2)
                try TestNetwork.send(Self.igmp, through: "left")
                #expect(try capture.read(1).count == 1)
            }
        }
    }
#endif

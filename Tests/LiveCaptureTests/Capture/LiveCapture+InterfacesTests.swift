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

        /// Lets the capture look at the interfaces until it captures from one of that name.
        private func waitFor(_ name: String, in capture: inout LiveCapture) throws {
            let end = CaptureClock.monotonic + 5_000_000_000
            while CaptureClock.monotonic < end {
                _ = capture.wait(milliseconds: 20)
                _ = try capture.next()
                if capture.interfaces.contains(name) { return }
                // As long as there are notices it does not wait.
                usleep(10_000)
            }
            Issue.record("\(name) is not captured from")
        }

        @Test("With any, interfaces beyond the limit take the places of those that are gone longest")
        func replaced() throws {
            let network = try TestNetwork()
            try network.ip("link", "del", "left")
            try network.enter {
                try network.layCable("a1", "b1")
                var options = LiveCaptureOptions(interfaces: ["any"])
                options.interfaceLimit = 4
                var capture = try LiveCapture(options)
                try TestNetwork.send(Self.igmp, through: "a1")
                #expect(Set(try capture.read(2).map(\.interface)) == ["a1", "b1"])
                // One cable comes after the other.
                for number in 2...5 {
                    try network.ip("link", "del", "a\(number - 1)")
                    try network.layCable("a\(number)", "b\(number)")
                    try waitFor("a\(number)", in: &capture)
                    try waitFor("b\(number)", in: &capture)
                    let interfaces = Set(capture.interfaces)
                    #expect(interfaces == ["a\(number - 1)", "b\(number - 1)", "a\(number)", "b\(number)"])
                    let replaced = capture.takeReplacedPlaces().count
                    #expect(replaced == (number == 2 ? 0 : 2))
                    let overflow = capture.interfaceOverflow
                    #expect(overflow == 2 * UInt64(number - 2))
                    try TestNetwork.send(Self.igmp, through: "a\(number)")
                    let delivered = try capture.read(2, from: UInt64(2 * number - 1))
                    #expect(Set(delivered.map(\.interface)) == ["a\(number)", "b\(number)"])
                }
                let told = capture.takeNotices()
                #expect(told == [.letGo(interface: "a1")] || told == [.letGo(interface: "b1")])
                #expect(capture.statistics().map(\.received) == [1, 1, 1, 1])
                #expect(capture.totalStatistics().received == 10)
            }
        }

        @Test(
            "With any, interfaces for which there is no place are left out, counted once, and taken when there is one")
        func leftOut() throws {
            let network = try TestNetwork()
            try network.layCable("a1", "b1")
            try network.enter {
                var options = LiveCaptureOptions(interfaces: ["any"])
                options.interfaceLimit = 3
                var capture = try LiveCapture(options)
                let interfaces = capture.interfaces
                #expect(interfaces.count == 3)
                let missing = try #require(Set(["a1", "b1"]).subtracting(interfaces).first)
                #expect(try capture.noticesForASecond() == [.leftOut(interface: missing)])
                #expect(try capture.noticesForASecond() == [])
                let overflow = capture.interfaceOverflow
                #expect(overflow == 1)
                try network.ip("link", "del", "left")
                try waitFor(missing, in: &capture)
                let later = capture.interfaceOverflow
                #expect(later == 2)
                let told = capture.takeNotices()
                #expect(told == [.letGo(interface: "left")] || told == [.letGo(interface: "right")])
                let places = Set(capture.interfaces)
                #expect(places.isSuperset(of: ["a1", "b1"]))
            }
        }

        @Test("A carrier that is lost is a gap, as is one that is not there at first")
        func carrier() throws {
            let network = try TestNetwork()
            try network.enter {
                try network.ip("link", "set", "left", "down")
                try network.waitForCarrier("right", isThere: false)
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

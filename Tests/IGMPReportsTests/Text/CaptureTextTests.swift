import IGMPAnalysis
import IGMPTracking
import IGMPWire
import Testing

@testable import IGMPReports

struct CaptureTextTests {
    private func problems(_ change: (inout CaptureFacts) -> Void) -> [String] {
        var scene = ReportScene()
        scene.query(at: 0)
        change(&scene.facts)
        return CaptureText.problems(of: scene.analyzer, scene.facts).map(\.text)
    }

    @Test("A capture with which nothing is wrong has no problem")
    func none() {
        #expect(problems { _ in } == [])
        #expect(
            problems {
                $0.droppedByKernel = 0
                $0.droppedByInterface = 0
                $0.fragments.received = 3
                $0.fragments.reassembled = 1
            } == [])
    }

    @Test("Damage of a file is told once with its name")
    func damage() {
        #expect(
            problems {
                $0.sources[0].isComplete = false
                $0.sources[0].error = "a.pcap: byte 24, record 1: cut short"
            } == ["a.pcap: byte 24, record 1: cut short"])
        #expect(problems { $0.sources[0].error = "cut short" } == ["a.pcap: cut short"])
        #expect(problems { $0.sources[0].isComplete = false } == ["a.pcap: not read to its end"])
    }

    @Test("Every loss that a capture can tell of is told")
    func losses() {
        #expect(
            problems { $0.droppedByKernel = 1 }
                == ["1 packet dropped by kernel: what follows is less than there was"])
        #expect(problems { $0.droppedByInterface = 2 } == ["2 packets dropped by interface"])
        #expect(
            problems { $0.unreadable.unsupportedLinkType = 1 } == ["1 frame of a link type that is not read"])
        #expect(
            problems { $0.unreadable.damagedLinkHeader = 2 } == ["2 frames with a damaged link-layer header"])
        #expect(
            problems { $0.fragments.timedOut = 1 }
                == ["1 fragmented datagram given up: the rest did not come in time"])
        #expect(problems { $0.fragments.overflowed = 1 } == ["1 fragmented datagram given up: too many at once"])
        let reasons: [WritableKeyPath<FragmentReassembler.Counters, UInt64>] = [
            \.badLength, \.oversized, \.typeOfServiceDiffers, \.duplicate, \.tooManyFragments,
        ]
        var seen: Set<String> = []
        for reason in reasons {
            let found = problems { $0.fragments[keyPath: reason] = 5 }
            #expect(found.count == 1 && found[0].hasPrefix("5 fragments dropped: "))
            seen.formUnion(found)
        }
        #expect(seen.count == reasons.count)
    }

    @Test("What was let go for want of room is told")
    func overflow() {
        for limit in [1, 2] {
            var options = AnalysisOptions()
            options.limits.groups = limit
            var scene = ReportScene(options: options)
            scene.report(IPv4Address(239, 1, 1, 1), host: 1, at: 0)
            scene.report(IPv4Address(239, 1, 1, 2), host: 1, at: 1)
            let told = CaptureText.problems(of: scene.analyzer, scene.facts).map(\.text)
            let lost = ["1 group", "1 membership"].map { "\($0) let go for want of room: the tables are not complete" }
            #expect(told == (limit == 2 ? [] : lost))
        }
    }

    @Test("Packets that are a millisecond or more out of time order are told")
    func outOfOrder() {
        for (nanoseconds, text) in [(1_000_000, "0.001 s"), (999_999, nil), (7_200_000_000_000, "2 h")] {
            var scene = ReportScene()
            for time in [0, Int64(nanoseconds), 0] {
                scene.analyzer.frames.count(
                    bytes: 60, at: ReportScene.start.advanced(by: Interval(nanoseconds: time)))
            }
            let told = CaptureText.problems(of: scene.analyzer, scene.facts).map(\.text)
            let expected = text.map {
                "1 packet behind the time of an earlier one, by up to \($0): timers wait for the latest time to come again"
            }
            #expect(told == (expected.map { [$0] } ?? []))
        }
    }

    @Test("A clock that was set back is told, and that timers go on")
    func setBack() {
        var scene = ReportScene()
        for second in [7200] + Array(repeating: 0, count: 10) {
            scene.analyzer.frames.count(bytes: 60, at: ReportScene.start.advanced(by: .seconds(second)))
        }
        #expect(
            CaptureText.problems(of: scene.analyzer, scene.facts).map(\.text) == [
                "10 packets behind the time of an earlier one, by up to 2 h: the clock was set back, and timers go on"
            ])
    }

    @Test("Output that was left out is told")
    func leftOut() {
        var scene = ReportScene()
        #expect(CaptureText.problems(of: scene.analyzer, scene.facts).isEmpty)
        scene.facts.linesLeftOut = 2
        #expect(
            CaptureText.problems(of: scene.analyzer, scene.facts).map(\.text)
                == ["2 lines of output left out: it was read too slowly"])
    }

    @Test("The state's time is told where it is later than the last packet")
    func until() {
        var scene = ReportScene()
        scene.query(at: 0)
        #expect(!scene.text().contains("State at"))
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(1)))
        var clock = PacketClock(from: ReportScene.start, to: ReportScene.start)
        let time = clock.dateAndTime(shown: ReportScene.start.advanced(by: .seconds(1)))
        #expect(scene.lines().contains("State at \(time)"))
    }

    @Test("A live capture whose drops nobody counted says so, a file does not")
    func unknownDrops() {
        var scene = ReportScene()
        #expect(!scene.text().contains("Dropped"))
        scene.facts.isLive = true
        #expect(scene.lines().contains("Dropped unknown: the kernel does not say"))
        scene.facts.droppedByKernel = 0
        #expect(!scene.text().contains("Dropped"))
    }
}

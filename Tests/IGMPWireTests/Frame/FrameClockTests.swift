import TestSupport
import Testing

@testable import IGMPWire

@Suite("FrameClock")
struct FrameClockTests {
    /// Frames stamped with so many seconds, and when each was in the time that runs on.
    private func run(_ seconds: [Int], _ tally: inout FrameTally) -> [Int] {
        seconds.map { second in
            let time = Timestamp(nanoseconds: Interval.seconds(second).nanoseconds)
            tally.count(bytes: 60, at: time)
            return Int(tally.running(time).nanoseconds / 1_000_000_000)
        }
    }

    private func time(_ seconds: Int) -> Timestamp { Timestamp(nanoseconds: Interval.seconds(seconds).nanoseconds) }

    @Test("Frames in order run by what their clock shows, however far apart")
    func inOrder() {
        var tally = FrameTally()
        #expect(run([0, 5, 5, 4000, 90_000], &tally) == [0, 5, 5, 4000, 90_000])
        #expect(tally.clock == FrameClock())
        #expect(tally.reached == time(90_000))
    }

    @Test("A clock is taken to be set back by the tenth frame in a row that is more than 60 s behind, not before")
    func threshold() {
        for (start, count) in [(940, 100), (939, 9), (939, 10)] {
            var tally = FrameTally()
            _ = run([0, 1000] + Array(repeating: start, count: count), &tally)
            #expect(tally.outOfOrder == UInt64(count))
            #expect(tally.clock.stepsBack == (start == 939 && count == 10 ? 1 : 0))
            // One more in order ends the row.
            _ = run([1001] + Array(repeating: start, count: 9), &tally)
            #expect(tally.clock.stepsBack == (start == 939 && count == 10 ? 1 : 0))
        }
    }

    @Test("From there on time runs on as if the clock had been set back before the first of them")
    func runningOn() {
        var tally = FrameTally()
        let running = run([0, 5000] + (0..<12).map { 1000 + $0 }, &tally)
        #expect(Array(running.suffix(3)) == [5009, 5010, 5011])
        #expect(tally.reached == time(5011))
        // The latest time of any frame, and which is before an earlier one, are what they were.
        #expect(tally.lastAt == time(5000))
        #expect(tally.outOfOrder == 12)
        // Beyond what the clock showed before it was set, nothing leaps.
        #expect(run([3000, 4999, 5001, 5100], &tally) == [7000, 8999, 9001, 9100])
        #expect(tally.lastAt == time(5100))
    }

    @Test("Times of state are told by what the clock showed then")
    func shown() {
        var tally = FrameTally()
        _ = run([0, 5000] + (0..<12).map { 1000 + $0 }, &tally)
        for (running, shown) in [(0, 0), (4999, 4999), (5000, 5000), (5001, 1001), (5011, 1011), (9000, 5000)] {
            #expect(tally.clock.shown(time(running)) == time(shown), "\(running)")
        }
        #expect(FrameClock().shown(time(7)) == time(7))
    }

    @Test("A clock that shows again what it would have, had it not been set back, has only been wrong meanwhile")
    func andForth() {
        var tally = FrameTally()
        let row = (0..<20).map { 1000 + $0 }
        #expect(run([5000] + row + [5030, 5031], &tally).suffix(2) == [5030, 5031])
        #expect(tally.clock.stepsBack == 1)
        #expect(tally.clock.turnCount == 2)
        #expect(tally.clock.shown(time(5010)) == time(1010))
        #expect(tally.clock.shown(time(5030)) == time(5030))
        // In order again, and looked at no closer.
        #expect(tally.ordered == time(5031))
        // Not where that would be more than 60 s off: then time has passed.
        var other = FrameTally()
        #expect(run([5000] + row + [5080], &other).last == 9080)
    }

    @Test("One frame from the far future does not stop time for those that come after it")
    func future() {
        var tally = FrameTally()
        let running = run([0, 1, 1_000_000] + (2..<40), &tally)
        #expect(running.last == 1_000_037)
        #expect(tally.clock.shown(time(1_000_037)) == time(39))
    }

    @Test("What a live clock shows is believed at once")
    func live() {
        var tally = FrameTally()
        _ = run([0, 5000], &tally)
        tally.noteClock(time(5400))
        tally.noteClock(time(5340))
        #expect(tally.clock.stepsBack == 0)
        tally.noteClock(time(5339))
        #expect(tally.clock.stepsBack == 1)
        #expect(run([5340], &tally) == [5401])
        #expect(tally.outOfOrder == 0)
    }

    @Test("Turns beyond those that are kept are forgotten from the front, and times can still be told")
    func bounded() {
        var tally = FrameTally()
        var second = 1_000_000
        for _ in 0..<200 {
            second -= 1000
            _ = run((0...10).map { second + $0 }, &tally)
        }
        #expect(tally.clock.stepsBack == 199)
        #expect(tally.reached == time(1_001_000))
        #expect(tally.clock.shown(time(1_001_000)) == time(second + 10))
    }

    @Test("Whatever times come, the time that runs on does not go back, and no frame is lost", arguments: 0..<4)
    func anyTimes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var tally = FrameTally()
        var latest = Timestamp(nanoseconds: .min)
        var behind: UInt64 = 0
        var reached = Timestamp(nanoseconds: .min)
        var base: Int64 = 0
        for number in 1...20_000 as ClosedRange<UInt64> {
            switch Int.random(in: 0..<60, using: &random) {
            case 0: base = .random(in: .min ..< .max, using: &random)
            case 1: base = [.min, .max - 1, 0].randomElement(using: &random) ?? 0
            case 2...4: base &-= 100_000_000_000
            default: base = min(base, .max - 1_000_001) + 1_000_000
            }
            let time = Timestamp(nanoseconds: base)
            tally.count(bytes: 1, at: time)
            if Int.random(in: 0..<50, using: &random) == 0 { tally.noteClock(time) }
            if time < latest { behind += 1 }
            latest = max(latest, time)
            #expect(tally.packets == number)
            let now = tally.reached ?? time
            #expect(now >= reached)
            reached = now
            _ = tally.clock.shown(now)
        }
        #expect(tally.outOfOrder == behind)
        #expect(tally.clock.stepsBack > 50)
    }
}

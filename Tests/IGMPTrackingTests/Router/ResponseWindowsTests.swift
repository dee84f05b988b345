import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("ResponseWindows")
struct ResponseWindowsTests {
    private let start = Timestamp(nanoseconds: 0)
    /// Half a second beyond the response time of 10 s.
    private let close = Timestamp(nanoseconds: 10_500_000_000)
    private let instant = Interval(nanoseconds: 1)

    private func after(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    @Test("A window is open until half a second after the response time, and not longer")
    func closing() {
        var windows = ResponseWindows()
        #expect(windows.closesAt == Timestamp(nanoseconds: .max))
        windows.query(at: start, maxResponse: .seconds(10), isGeneral: true)
        #expect(windows.closesAt == close)
        #expect(windows.advance(to: close) == false)
        #expect(windows.missed(lastHeard: after(-1)) == 0)
        #expect(windows.advance(to: close.advanced(by: instant)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 1)
        #expect(windows.closesAt == Timestamp(nanoseconds: .max))
        #expect(windows.advance(to: after(1_000)) == false)
    }

    @Test("Who was heard since the query opened the round has answered it")
    func answered() {
        var windows = ResponseWindows()
        windows.query(at: start, maxResponse: .seconds(10), isGeneral: true)
        #expect(windows.advance(to: after(11)) == true)
        #expect(windows.missed(lastHeard: Timestamp(nanoseconds: -1)) == 1)
        #expect(windows.missed(lastHeard: start) == 0)
        #expect(windows.missed(lastHeard: after(3)) == 0)
    }

    @Test("General queries are one round until the first had its answer, and half a second")
    func sameRound() {
        var windows = ResponseWindows()
        windows.query(at: start, maxResponse: .seconds(10), isGeneral: true)
        windows.query(at: after(5), maxResponse: .seconds(10), isGeneral: true)
        windows.query(at: close, maxResponse: .seconds(10), isGeneral: true)
        #expect(windows.latestOpening == start)
        // It closes when the last of them had its time.
        #expect(windows.closesAt == after(21))
        let second = close.advanced(by: instant)
        windows.query(at: second, maxResponse: .seconds(10), isGeneral: true)
        #expect(windows.latestOpening == second)
        #expect(windows.advance(to: after(21).advanced(by: instant)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 1)
        #expect(windows.advance(to: after(22)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 2)
        #expect(windows.missed(lastHeard: after(0)) == 1)
        #expect(windows.missed(lastHeard: second) == 0)
    }

    @Test("The queries for a last member, one response time apart, are rounds of their own")
    func lastMemberQueries() {
        var windows = ResponseWindows()
        windows.query(at: start, maxResponse: .seconds(1), isGeneral: false)
        windows.query(at: after(0.5), maxResponse: .seconds(1), isGeneral: false)
        #expect(windows.latestOpening == start)
        windows.query(at: after(0.999), maxResponse: .seconds(1), isGeneral: false)
        #expect(windows.latestOpening == after(0.999))
        #expect(windows.advance(to: after(1_000)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 2)
    }

    @Test("Queries every second are a round every eleven")
    func ceaseless() {
        var windows = ResponseWindows()
        for second in 0..<60 {
            windows.query(at: after(Double(second)), maxResponse: .seconds(10), isGeneral: true)
            _ = windows.advance(to: after(Double(second)))
        }
        #expect(windows.advance(to: after(100)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 6)
        #expect(windows.missed(lastHeard: after(11)) == 4)
    }

    @Test("Up to eight unanswered queries are remembered, the last ones")
    func many() {
        var windows = ResponseWindows()
        for count in 1...20 {
            windows.query(at: after(Double(count) * 20), maxResponse: .seconds(10), isGeneral: true)
            #expect(windows.advance(to: after(Double(count) * 20 + 15)) == true)
            #expect(windows.missed(lastHeard: start) == min(count, 8))
            #expect(windows.missed(lastHeard: after(Double(count) * 20 - 10)) == 1)
        }
    }

    @Test("At the end of time a window stays open and nothing traps")
    func endOfTime() {
        var windows = ResponseWindows()
        windows.query(at: Timestamp(nanoseconds: .max), maxResponse: .seconds(10), isGeneral: true)
        #expect(windows.advance(to: Timestamp(nanoseconds: .max)) == false)
        #expect(windows.missed(lastHeard: start) == 0)
    }
}

extension ResponseWindows {
    /// How many queries went unanswered by someone last heard at `heard`.
    fileprivate func missed(lastHeard heard: Timestamp) -> Int {
        var count = 0
        while let time = unansweredBefore(count: count + 1, with: ResponseWindows()), heard < time { count += 1 }
        return count
    }
}

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
        windows.query(at: start, maxResponse: .seconds(10))
        #expect(windows.closesAt == close)
        #expect(windows.advance(to: close) == false)
        #expect(windows.missed(lastHeard: after(-1)) == 0)
        #expect(windows.advance(to: close.advanced(by: instant)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 1)
        #expect(windows.closesAt == Timestamp(nanoseconds: .max))
        #expect(windows.advance(to: after(1_000)) == false)
    }

    @Test("Who was heard since the query opened the window has answered it")
    func answered() {
        var windows = ResponseWindows()
        windows.query(at: start, maxResponse: .seconds(10))
        let before = Timestamp(nanoseconds: -1)
        #expect(windows.isPending(lastHeard: before))
        #expect(!windows.isPending(lastHeard: start))
        #expect(!windows.isPending(lastHeard: after(3)))
        #expect(windows.advance(to: after(11)) == true)
        #expect(!windows.isPending(lastHeard: before))
        #expect(windows.missed(lastHeard: before) == 1)
        #expect(windows.missed(lastHeard: start) == 0)
        #expect(windows.missed(lastHeard: after(3)) == 0)
    }

    @Test("Queries within a window open one more window, and no more")
    func overlapping() {
        var windows = ResponseWindows()
        for second in 0..<10 { windows.query(at: after(Double(second)), maxResponse: .seconds(10)) }
        #expect(windows.isPending(lastHeard: after(0.5)))
        #expect(windows.advance(to: after(10.6)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 1)
        // The second opened with the query at 1 s and closes for the one at 9 s.
        #expect(windows.closesAt == after(19.5))
        #expect(windows.isPending(lastHeard: after(0.5)))
        #expect(!windows.isPending(lastHeard: after(1)))
        #expect(windows.advance(to: after(30)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 2)
        #expect(windows.missed(lastHeard: after(0.5)) == 1)
        #expect(windows.missed(lastHeard: after(1)) == 0)
    }

    @Test("Both windows close in one step when time leaps")
    func leap() {
        var windows = ResponseWindows()
        windows.query(at: start, maxResponse: .seconds(10))
        windows.query(at: after(5), maxResponse: .seconds(10))
        #expect(windows.advance(to: after(1_000)) == true)
        #expect(windows.missed(lastHeard: after(-1)) == 2)
    }

    @Test("Up to eight unanswered queries are remembered, the last ones")
    func many() {
        var windows = ResponseWindows()
        for count in 1...20 {
            windows.query(at: after(Double(count) * 20), maxResponse: .seconds(10))
            #expect(windows.advance(to: after(Double(count) * 20 + 15)) == true)
            #expect(windows.missed(lastHeard: start) == min(count, 8))
            #expect(windows.missed(lastHeard: after(Double(count) * 20 - 10)) == 1)
        }
    }

    @Test("At the end of time a window stays open and nothing traps")
    func endOfTime() {
        var windows = ResponseWindows()
        windows.query(at: Timestamp(nanoseconds: .max), maxResponse: .seconds(10))
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

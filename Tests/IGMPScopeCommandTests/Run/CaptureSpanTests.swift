import IGMPWire
import Testing

@testable import IGMPScopeCommand

@Suite("The span of a compared capture")
struct CaptureSpanTests {
    private func milliseconds(_ value: Int64) -> Timestamp { Timestamp(nanoseconds: value * 1_000_000) }

    @Test("Nothing belongs to it before the first reading, and nothing after the last")
    func admits() {
        var span = CaptureSpan()
        func admitted(_ times: [Int64]) -> [Int64] {
            times.filter { span.admits(at: milliseconds($0), interface: 0, isCounted: false) }
        }
        #expect(admitted([0, 100, 101, 1000]) == [])
        span.start = milliseconds(100)
        #expect(admitted([99, 100, 101, 1000, 1001]) == [101, 1000, 1001])
        span.end = milliseconds(1000)
        #expect(admitted([99, 100, 101, 1000, 1001]) == [101, 1000])
    }

    @Test("Packets that the kernel may count, near a reading on either side, are unsettled")
    func unsettled() {
        var span = CaptureSpan()
        span.start = milliseconds(100)
        span.end = milliseconds(1000)
        for time in [94, 95, 105, 106, 994, 995, 1005, 1006] as [Int64] {
            _ = span.admits(at: milliseconds(time), interface: 1, isCounted: true)
            _ = span.admits(at: milliseconds(time), interface: 2, isCounted: false)
        }
        #expect(span.unsettled == [1: 4])
        #expect(span.lastCountedAt == milliseconds(1006))
    }

    @Test("What the kernel does not count does not disturb a quiet moment")
    func lastCounted() {
        var span = CaptureSpan()
        _ = span.admits(at: milliseconds(50), interface: 0, isCounted: true)
        _ = span.admits(at: milliseconds(60), interface: 0, isCounted: false)
        _ = span.admits(at: milliseconds(40), interface: 0, isCounted: true)
        #expect(span.lastCountedAt == milliseconds(50))
        #expect(span.unsettled.isEmpty)
    }
}

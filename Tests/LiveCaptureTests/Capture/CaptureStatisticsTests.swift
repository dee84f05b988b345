import Testing

@testable import LiveCapture

@Suite("Capture statistics")
struct CaptureStatisticsTests {
    @Test("A counter that went round counts on")
    func wideningCounter() {
        var counter = WideningCounter()
        counter.update(5)
        #expect(counter.total == 5)
        counter.update(.max)
        #expect(counter.total == UInt64(UInt32.max))
        counter.update(3)
        #expect(counter.total == UInt64(UInt32.max) + 4)
        counter.update(3)
        #expect(counter.total == UInt64(UInt32.max) + 4)
    }
}

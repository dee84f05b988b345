import Testing

@testable import LiveCapture

@Suite("Live capture options")
struct LiveCaptureOptionsTests {
    @Test("A snapshot length of 0 is all, or a jumbo frame in immediate mode")
    func snapshotLength() {
        var options = LiveCaptureOptions(interfaces: [])
        #expect(options.effectiveSnapshotLength == 262_144)
        options.isImmediate = true
        #expect(options.effectiveSnapshotLength == 10_240)
        options.snapshotLength = 96
        #expect(options.effectiveSnapshotLength == 96)
        options.snapshotLength = .max
        #expect(options.effectiveSnapshotLength == 262_144)
    }

    @Test("A buffer is in KiB, shared between interfaces down to 2 MiB each, and never overflows")
    func buffer() {
        var options = LiveCaptureOptions(interfaces: [])
        #expect(options.bufferBytes(sharedBy: 1) == 8 << 20)
        #expect(options.bufferBytes(sharedBy: 2) == 4 << 20)
        #expect(options.bufferBytes(sharedBy: 1000) == 2 << 20)
        options.bufferKibibytes = 512
        #expect(options.bufferBytes(sharedBy: 1000) == 512 << 10)
        options.bufferKibibytes = .max
        #expect(options.bufferBytes(sharedBy: 1) == .max)
        options.bufferKibibytes = -1
        #expect(options.bufferBytes(sharedBy: 1) == 1024)
    }

    @Test("A batch takes 1 ms to 10 s, and none is gathered in immediate mode")
    func batch() {
        var options = LiveCaptureOptions(interfaces: [])
        for (asked, effective) in [(0, 1), (1, 1), (50, 50), (10_000, 10_000), (10_001, 10_000), (.max, 10_000)] {
            options.batchMilliseconds = asked
            #expect(options.effectiveBatchMilliseconds == effective)
        }
        options.isImmediate = true
        #expect(options.effectiveBatchMilliseconds == 1)
    }
}

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

    @Test("A buffer is in KiB, shared between interfaces down to 1 MiB each, and never overflows")
    func buffer() {
        var options = LiveCaptureOptions(interfaces: [])
        #expect(options.bufferBytes(sharedBy: 1) == 8 << 20)
        #expect(options.bufferBytes(sharedBy: 2) == 4 << 20)
        #expect(options.bufferBytes(sharedBy: 1000) == 1 << 20)
        options.bufferKibibytes = 512
        #expect(options.bufferBytes(sharedBy: 1000) == 512 << 10)
        options.bufferKibibytes = .max
        #expect(options.bufferBytes(sharedBy: 1) == .max)
        options.bufferKibibytes = -1
        #expect(options.bufferBytes(sharedBy: 1) == 1024)
    }
}

import IGMPWire
import Testing

@testable import IGMPReports

struct ProgressLineTests {
    private func line(
        _ bytesRead: Int, of size: Int?, packets: UInt64 = 12, elapsed: Interval = .seconds(2), width: Int = 80
    ) -> String {
        var buffer = ByteBuffer(capacity: 0)
        ProgressLine(width: width).write(
            bytesRead: bytesRead, size: size, packets: packets, elapsed: elapsed, to: &buffer)
        return String(decoding: buffer.bytes(), as: UTF8.self)
    }

    @Test("A file's line has percent, rate, packets and what is left; a pipe's has what was read")
    func contents() {
        #expect(line(420_000_000, of: 1_000_000_000) == "\r 42 %  210 MB/s  12 packets  3 s left\u{1B}[K")
        #expect(line(1_000, of: 1_000, packets: 1) == "\r100 %  500 B/s  1 packet\u{1B}[K")
        #expect(line(1_240_000_000, of: nil) == "\r1.2 GB  620 MB/s  12 packets\u{1B}[K")
    }

    @Test("Nothing to divide by, and a file that grew, are no trouble")
    func extremes() {
        #expect(line(5, of: 10, elapsed: Interval(nanoseconds: 0)) == "\r 50 %  0 B/s  12 packets\u{1B}[K")
        #expect(line(20, of: 10) == "\r100 %  10 B/s  12 packets\u{1B}[K")
        #expect(line(0, of: 0) == "\r0 B  0 B/s  12 packets\u{1B}[K")
        #expect(line(1, of: .max).contains(" 1 d left"))
        #expect(line(.max, of: .max, elapsed: Interval(nanoseconds: 1)).contains(" TB/s"))
        #expect(line(-1, of: nil, elapsed: Interval(nanoseconds: -1)) == "\r0 B  0 B/s  12 packets\u{1B}[K")
    }

    @Test("It stays short of the last column", arguments: 0...60)
    func width(width: Int) {
        let text = withoutSequences(line(1_240_000_000, of: 9_000_000_000, width: width)).dropFirst()
        #expect(text.utf8.count <= max(width - 1, 0))
    }

    @Test(
        "Sizes have one decimal below 10 and none above",
        arguments: [
            (0, "0 B"), (999, "999 B"), (999.6, "1.0 kB"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9951, "10 kB"),
            (999_499, "999 kB"), (999_500, "1.0 MB"), (2e12, "2.0 TB"),
        ] as [(Double, String)])
    func sizes(bytes: Double, text: String) {
        #expect(ProgressLine.sizeText(bytes) == text)
    }

    @Test("Erasing leaves nothing")
    func clearing() {
        var buffer = ByteBuffer(capacity: 0)
        ProgressLine.clear(to: &buffer)
        #expect(String(decoding: buffer.bytes(), as: UTF8.self) == "\r\u{1B}[K")
    }
}

package import IGMPWire

/// How far the reading of a long file has come: one line of a terminal, written over
/// itself and erased at the end.
///
///      42 %  812 MB/s  12345678 packets  3 s left
package struct ProgressLine {
    /// Of the terminal, in columns.
    package var width: Int

    package init(width: Int) {
        self.width = width
    }

    /// Writes the line over the one before.
    ///
    /// - Parameters:
    ///   - bytesRead: of the file as it lies on the disk.
    ///   - size: of the file; nil for a pipe.
    ///   - elapsed: since the reading began, on the wall clock.
    package func write(
        bytesRead: Int, size: Int?, packets: UInt64, elapsed: Interval, to buffer: inout ByteBuffer
    ) {
        var parts: [String] = []
        let read = max(bytesRead, 0)
        let seconds = elapsed.seconds
        let rate = seconds > 0 ? Double(read) / seconds : 0
        if let size, size > 0 {
            let percent = min(Double(read) / Double(size), 1) * 100
            let digits = String(Int(percent))
            parts.append(String(repeating: " ", count: 3 - digits.utf8.count) + digits + " %")
        } else {
            parts.append(Self.sizeText(Double(read)))
        }
        parts.append(Self.sizeText(rate) + "/s")
        parts.append(packets.of("packet"))
        if let size, rate > 0, size > read {
            // As far off as a day it says nothing yet.
            let left = min(Double(size - read) / rate, 86_400)
            parts.append(Interval.seconds(Int(left.rounded(.up))).spanText + " left")
        }
        buffer.append("\r")
        // The last column stays free: some terminals go to the next line behind it.
        buffer.append(unescaped: parts.joined(separator: "  ").prefix(columns: max(width - 1, 0)))
        buffer.append("\u{1B}[K")
    }

    /// Erases the line.
    package static func clear(to buffer: inout ByteBuffer) {
        buffer.append("\r\u{1B}[K")
    }

    /// In the decimal unit that gives up to three digits before the point: `812 MB`, `1.2 GB`.
    static func sizeText(_ bytes: Double) -> String {
        var value = bytes
        for unit in ["B", "kB", "MB", "GB"] {
            if value.rounded() < 1000 { return numberText(value, isWhole: unit == "B") + " " + unit }
            value /= 1000
        }
        return numberText(min(value, 1e9), isWhole: false) + " TB"
    }

    /// With one decimal below 10.
    private static func numberText(_ value: Double, isWhole: Bool) -> String {
        let tenths = Int((value * 10).rounded())
        guard !isWhole, tenths < 100 else { return String(Int(value.rounded())) }
        return "\(tenths / 10).\(tenths % 10)"
    }
}

import IGMPReports
import IGMPWire

/// Shows how far the reading of long files has come, where somebody watches.
struct FileProgress {
    private let isShown: Bool
    private let startedAt = MonotonicClock.seconds
    private var nextAt: Double
    private var isOnScreen = false

    /// Files that are read faster than this, in seconds, need none.
    private static let patience = 1.0
    private static let spacing = 0.25

    init(isQuiet: Bool) {
        // Results that scroll by on the same terminal are progress enough.
        isShown = !isQuiet && StandardError.isTerminal
        nextAt = startedAt + Self.patience
    }

    mutating func show(bytesRead: Int, size: Int?, packets: UInt64) {
        guard isShown else { return }
        let now = MonotonicClock.seconds
        guard now >= nextAt else { return }
        nextAt = now + Self.spacing
        isOnScreen = true
        let elapsed = Interval(nanoseconds: Int64((now - startedAt) * 1e9))
        StandardError.write(ProgressLine(width: Output.terminalSize()?.columns ?? 80)) {
            $0.write(bytesRead: bytesRead, size: size, packets: packets, elapsed: elapsed, to: &$1)
        }
    }

    mutating func clear() {
        guard isOnScreen else { return }
        isOnScreen = false
        StandardError.write(()) { ProgressLine.clear(to: &$1) }
    }
}

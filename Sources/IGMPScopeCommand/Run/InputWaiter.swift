import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Waits for a pipe's next bytes without being deaf to signals, and lets what is
/// written until then be seen.
final class InputWaiter {
    private let signals: SignalSource
    /// Whether a signal asked to stop.
    private(set) var isStopped = false
    /// What is to be done before waiting, and when the totals are asked for.
    var flush: () -> Void = {}
    var tellTotals: () -> Void = {}

    init(_ signals: consuming SignalSource) {
        self.signals = signals
    }

    /// Waits until `descriptor` can be read; false when a signal asked to stop.
    func wait(for descriptor: Int32) -> Bool {
        flush()
        while !isStopped {
            var requests = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            // The call writes to the two elements.
            _ = unsafe poll(&requests, 2, -1)
            lookAtSignals()
            if requests[0].revents != 0 { return !isStopped }
        }
        return false
    }

    /// Does what signals asked for since the last time.
    func lookAtSignals() {
        while let request = signals.next() {
            switch request {
            case .stop: isStopped = true
            case .totals: tellTotals()
            case .windowChanged: break
            }
        }
    }
}

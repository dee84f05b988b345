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
    private var isAskedForTotals = false
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

    /// Waits until `descriptor` is ready for `events` of poll(2), a signal asks to stop, or it is `end`.
    ///
    /// It touches nothing else: totals that are asked for meanwhile are told at the next look.
    func wait(for descriptor: Int32, _ events: Int32, until end: Double?) -> CommandWait {
        let outcome = signals.wait(for: descriptor, events, until: end, &isAskedForTotals)
        if outcome == .isStopped { isStopped = true }
        return outcome
    }

    /// Does what signals asked for since the last time.
    func lookAtSignals() {
        if isAskedForTotals { tellTotals() }
        isAskedForTotals = false
        while let request = signals.next() {
            switch request {
            case .stop: isStopped = true
            case .totals: tellTotals()
            case .windowChanged: break
            }
        }
    }
}

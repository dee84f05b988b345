import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why the process that runs commands is not waited for any longer.
enum CommandWait: Hashable {
    /// Its descriptor is ready.
    case isReady
    /// A signal asks to stop.
    case isStopped
    case isOver
}

extension SignalSource {
    /// Waits until `descriptor` is ready for `events` of poll(2), until a signal asks to stop, or until `end`
    /// by the ``MonotonicClock``.
    ///
    /// - Parameter isAskedForTotals: set where a signal asks for them.
    func wait(
        for descriptor: Int32, _ events: Int32, until end: Double?, _ isAskedForTotals: inout Bool
    ) -> CommandWait {
        while true {
            var requests = [
                pollfd(fd: descriptor, events: Int16(events), revents: 0),
                pollfd(fd: self.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let left = end.map { max(0, $0 - MonotonicClock.seconds) }
            // The call writes to the two elements.
            _ = unsafe poll(&requests, 2, left.map { Int32(min($0, 3600) * 1000) } ?? -1)
            while let request = next() {
                if request == .stop { return .isStopped }
                if request == .totals { isAskedForTotals = true }
            }
            if requests[0].revents != 0 { return .isReady }
            if let end, MonotonicClock.seconds >= end { return .isOver }
        }
    }
}

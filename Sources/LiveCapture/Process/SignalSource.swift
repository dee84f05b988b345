import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a signal asks of a running capture.
package enum SignalRequest: Hashable, Sendable {
    /// SIGINT, SIGTERM, SIGHUP: finish and report.
    case stop
    /// SIGUSR1, and SIGINFO where there is one: print totals and go on.
    case totals
    /// SIGWINCH: the terminal has another size.
    case windowChanged
}

/// Why signals cannot be received.
package struct SignalError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

/// The signals of this process, as something to read and to wait for.
///
/// A handler may do next to nothing, so it only writes the signal's number into a
/// pipe, whose other end ``descriptor`` is. The second signal to stop ends the process
/// at once, in case finishing takes too long, whether the first has been read or not.
/// SIGPIPE is ignored: a write to a closed pipe fails with EPIPE instead.
package struct SignalSource: ~Copyable {
    /// Readable when there is a signal to read.
    package let descriptor: Int32
    /// What the signal handler writes to.
    package let writeDescriptor: Int32
    private var saved: [(signal: Int32, handler: sig_t?)] = []

    #if canImport(Darwin) || os(FreeBSD) || os(OpenBSD)
        private static let totalsSignals = [SIGUSR1, SIGINFO]
    #else
        private static let totalsSignals = [SIGUSR1]
    #endif
    private static let stopSignals = [SIGINT, SIGTERM, SIGHUP]

    /// Receives signals from now on, until the value ends.
    ///
    /// - Throws: when there is one already, or no pipe can be had.
    package init() throws(SignalError) {
        let ends: PipeEnds
        do { ends = try PipeEnds() } catch {
            throw SignalError(description: "cannot receive signals: \(error.text)")
        }
        for end in [ends.read, ends.write] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        guard signalPipe.compareExchange(expected: -1, desired: ends.write, ordering: .sequentiallyConsistent).exchanged
        else {
            ends.close()
            throw SignalError(description: "signals are being received already")
        }
        descriptor = ends.read
        writeDescriptor = ends.write
        firstStopAt.store(0, ordering: .sequentiallyConsistent)
        for signal in Self.stopSignals + Self.totalsSignals + [SIGWINCH] { install(signal, writeSignal) }
        install(SIGPIPE, SIG_IGN)
    }

    deinit {
        // What signal() gave, given back.
        for entry in saved { signal(entry.signal, entry.handler) }
        signalPipe.store(-1, ordering: .sequentiallyConsistent)
        close(descriptor)
        close(writeDescriptor)
    }

    /// The next request, in the order they came; nil when there is none.
    package func next() -> SignalRequest? {
        var number: UInt8 = 0
        // Reads the one byte.
        while unsafe read(descriptor, &number, 1) == 1 {
            let signal = Int32(number)
            if Self.stopSignals.contains(signal) { return .stop }
            if Self.totalsSignals.contains(signal) { return .totals }
            if signal == SIGWINCH { return .windowChanged }
        }
        return nil
    }

    private mutating func install(_ number: Int32, _ handler: sig_t?) {
        // signal() has BSD semantics on all of these
        // systems: it stays installed, and calls that it interrupts are taken up again.
        let previous = signal(number, handler)
        // nohup(1) ignores SIGHUP before it starts a program, and that is to stay so.
        if number == SIGHUP, isIgnore(previous) {
            signal(number, previous)
        } else {
            saved.append((number, previous))
        }
    }
}

/// The end of the pipe that ``writeSignal`` writes to; -1 when there is none.
private let signalPipe = Atomic<Int32>(-1)

/// When the first signal to stop came, in nanoseconds of the clock that never goes back; 0 before.
private let firstStopAt = Atomic<Int64>(0)

/// Signals to stop that come closer than this to the first, in nanoseconds, are one with it:
/// timeout(1) sends its signal twice, and so does a shell whose terminal is closed.
private let oneStop: Int64 = 200_000_000

/// The handler of every signal: nothing but atomic operations and calls that a handler may
/// make (signal-safety(7)).
private let writeSignal: @convention(c) (Int32) -> Void = { number in
    let descriptor = signalPipe.load(ordering: .sequentiallyConsistent)
    guard descriptor >= 0 else { return }
    let error = errno
    // As in `stopSignals`: an array is nothing that a handler may make.
    if number == SIGINT || number == SIGTERM || number == SIGHUP {
        let now = max(CaptureClock.monotonic, 1)
        let first = firstStopAt.compareExchange(expected: 0, desired: now, ordering: .sequentiallyConsistent)
        if !first.exchanged, now &- first.original >= oneStop {
            // It takes effect when the handler returns.
            signal(number, SIG_DFL)
            raise(number)
        }
    }
    var byte = UInt8(truncatingIfNeeded: number)
    // One byte of its own; where the pipe is full, that many signals are waiting already.
    _ = unsafe write(descriptor, &byte, 1)
    errno = error
}

/// Function pointers of C do not compare in Swift; their bits do.
private func isIgnore(_ handler: sig_t?) -> Bool {
    unsafe unsafeBitCast(handler, to: UInt.self) == unsafeBitCast(SIG_IGN, to: UInt.self)
}

import Testing

@testable import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Each in a process of its own: signals are the whole process's.
@Suite("Signals")
struct SignalSourceTests {
    @Test("Each signal is read once, as what it asks for, in order")
    func order() async {
        await #expect(processExitsWith: .success) {
            unblockSignals()
            let source = try SignalSource()
            #expect(source.next() == nil)
            for signal in [SIGUSR1, SIGWINCH, SIGPIPE, SIGTERM] { raise(signal) }
            var descriptor = pollfd(fd: source.descriptor, events: Int16(POLLIN), revents: 0)
            // One structure, read and written by the call.
            #expect(unsafe poll(&descriptor, 1, 0) == 1)
            #expect(source.next() == .totals)
            #expect(source.next() == .windowChanged)
            #expect(source.next() == .stop)
            #expect(source.next() == nil)
        }
    }

    @Test("The second signal to stop ends the process, whether the first has been read or not")
    func second() async {
        await #expect(processExitsWith: .signal(SIGINT)) {
            unblockSignals()
            let source = try SignalSource()
            raise(SIGINT)
            #expect(source.next() == .stop)
            usleep(250_000)
            raise(SIGINT)
            _ = source.next()
        }
        await #expect(processExitsWith: .signal(SIGTERM)) {
            unblockSignals()
            let source = try SignalSource()
            raise(SIGHUP)
            usleep(250_000)
            raise(SIGTERM)
            _ = source.next()
        }
    }

    @Test("Signals to stop that are sent at once, as by timeout(1), are one")
    func atOnce() async {
        await #expect(processExitsWith: .success) {
            unblockSignals()
            let source = try SignalSource()
            for _ in 0..<3 { raise(SIGTERM) }
            #expect(source.next() == .stop)
        }
    }

    @Test("When it ends, signals do again what they did before")
    func restored() async {
        await #expect(processExitsWith: .signal(SIGUSR1)) {
            unblockSignals()
            do {
                let source = try SignalSource()
                raise(SIGUSR1)
                _ = source.descriptor
            }
            raise(SIGUSR1)
        }
    }

    @Test("There is one at a time")
    func single() async {
        await #expect(processExitsWith: .success) {
            do {
                let first = try SignalSource()
                #expect(throws: SignalError.self) { _ = try SignalSource() }
                _ = first.descriptor
            }
            _ = try SignalSource()
        }
    }
}

/// Lets signals reach this thread: those that tests run on have them blocked.
private func unblockSignals() {
    var all = sigset_t()
    // One structure, filled in and read by the calls.
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(Int32(SIG_UNBLOCK), &all, nil)
}

import IGMPAnalysis
import IGMPWire
import LinuxKernel
import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Both ends of a capture that is compared with the kernel's own figures.
///
/// A packet is stamped, counted and handed to the capture one after the other. So the
/// figures are read at a moment around which none passes; where there is none they
/// are read all the same, and the packets counted that were near.
extension LiveRun {
    /// How long no packet may have passed, before and after both readings.
    private static let quiet = Interval.milliseconds(10)
    /// How often a quiet moment is waited for, each time some 65 ms.
    private static let attempts = 40

    /// Lets the span begin that is compared.
    mutating func beginComparison(_ session: inout Session, tellsErrors: Bool) throws(CommandFailure) {
        guard kernel != nil else { return }
        for warning in kernel!.warnings { StandardError.write("igmpscope: \(warning)") }
        let (figures, time, _) = try quietMoment(&session, tellsErrors: tellsErrors)
        kernel!.begin(at: time, figures)
        session.consumer.ownHosts = Array(repeating: nil, count: session.consumer.analyzer.interfaces.count)
        for (number, host) in zip(numbers, kernel!.hosts) { session.consumer.ownHosts[number] = host }
    }

    /// Lets it end, and takes in what is left of it.
    mutating func endComparison(_ session: inout Session, tellsErrors: Bool) throws(CommandFailure) {
        let (figures, time, isQuiet) = try quietMoment(&session, tellsErrors: tellsErrors)
        kernel!.end(at: time, figures)
        guard !isQuiet else { return }
        Self.pause()
        live.finish()
        try drain(&session, tellsErrors: tellsErrors)
    }

    /// The kernel's figures and when they held.
    private mutating func quietMoment(
        _ session: inout Session, tellsErrors: Bool
    ) throws(CommandFailure) -> (figures: [KernelReader.Figures], at: Timestamp, isQuiet: Bool) {
        for _ in 0..<Self.attempts {
            Self.pause()
            let start = LiveCapture.now
            let first = kernel!.read()
            Self.pause()
            let second = kernel!.read()
            let end = LiveCapture.now
            Self.pause()
            live.finish()
            try drain(&session, tellsErrors: tellsErrors)
            live.resume()
            if first == second, start.since(kernel!.span.lastCountedAt) > Self.quiet { return (second, end, true) }
        }
        return (kernel!.read(), LiveCapture.now, false)
    }

    private mutating func drain(_ session: inout Session, tellsErrors: Bool) throws(CommandFailure) {
        while try !takeAll(&session, tellsErrors: tellsErrors, evenWhenDone: true) {}
    }

    private static func pause() {
        usleep(UInt32(quiet.nanoseconds / 1000))
    }
}

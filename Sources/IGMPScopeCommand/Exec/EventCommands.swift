import IGMPReports
import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command of `--exec`, if there is one, and the events on their way to it.
///
/// Commands are started by another process (``CommandServer``), which is made while this one may still
/// do so. Events go to it through a pipe: a live capture does not wait for a command, and events beyond
/// those that may wait are counted and left out. The reading of files waits.
struct EventCommands: ~Copyable {
    /// How a descriptor is waited for: which one, for which events of poll(2), and until when by the
    /// ``MonotonicClock``, if not for as long as it takes.
    typealias Waiter = (Int32, Int32, Double?) -> CommandWait

    private var json: JSONWriter
    private var backlog = OutputBacklog(limit: waitingLimit)
    private var reports: Int32 = -1
    private var report = CommandReport()
    private let name: String
    /// Events that were to be handed over, and those for which there was no room.
    private var events: UInt64 = 0
    private var lost: UInt64 = 0
    /// Whether events can be handed over.
    private var isOpen = false
    /// Whether the process that runs the commands went away.
    private(set) var hasFailed = false
    private var untold: [String] = []
    private var hasToldFailure = false
    private var hasToldLoss = false
    /// Reading files: how it waits.
    var waiter: Waiter?

    /// How many bytes of events wait here while they have no room in the pipe.
    private static let waitingLimit = 256 << 10
    /// For how long commands are waited for, in seconds, once the run is asked to stop.
    private static let patience = 5.0
    /// After so many seconds of waiting at the end it is said what is waited for.
    private static let silence = 2.0

    /// No command.
    init() {
        json = JSONWriter(ByteBuffer(capacity: 0))
        name = ""
    }

    /// - Parameter user: whom root becomes, where it is named.
    /// - Throws: when the command cannot be run.
    init(_ command: CommandLineToRun, user: String?) throws {
        let pipes = try CommandServer.start(command, user: user)
        name = command.words[0]
        json = JSONWriter(ByteBuffer(fileDescriptor: pipes.events))
        json.buffer.waits = false
        reports = pipes.reports
        isOpen = true
    }

    deinit {
        if isOpen { close(descriptor) }
        if reports >= 0 { close(reports) }
    }

    /// What it writes to; -1 for nothing.
    var descriptor: Int32 { isOpen ? json.buffer.fileDescriptor ?? -1 : -1 }

    /// Events for which the command was not run: those so far that will not, and at the end all.
    var eventsLeftOut: UInt64 { isOpen ? lost : events &- report.taken }

    /// From now on events are told by what `clock` shows.
    mutating func tellTimes(by clock: FrameClock) {
        json.buffer.clock = clock
    }

    /// Hands over an event, which `write` writes as a line.
    mutating func run(_ write: (inout JSONWriter) -> Void) {
        guard isOpen || hasFailed else { return }
        events &+= 1
        guard isOpen else { return }
        if waiter != nil { awaitRoom() }
        guard backlog.admits(waiting: json.buffer.backlog) else {
            lost &+= 1
            return
        }
        write(&json)
    }

    /// Files can wait until their events have been taken.
    private mutating func awaitRoom() {
        while json.buffer.backlog >= Int(PIPE_BUF), isOpen, waiter?(descriptor, POLLOUT, nil) == .isReady { flush() }
    }

    /// Hands over what can be without waiting.
    mutating func flush() {
        guard isOpen else { return }
        json.buffer.flush()
        if json.buffer.writeError != nil { giveUp() }
    }

    private mutating func giveUp() {
        guard !hasFailed else { return }
        hasFailed = true
        closeEvents()
        untold.append("--exec: the process that runs commands has ended")
    }

    private mutating func closeEvents() {
        guard isOpen else { return }
        close(descriptor)
        isOpen = false
    }

    /// What the user has not been told of yet.
    mutating func takeUntold() -> [String] {
        while reports >= 0, takeReport() {}
        if report.failed > 0, !hasToldFailure {
            hasToldFailure = true
            untold.append("--exec: \(name) \(report.lastFailure)")
        }
        if lost > 0, !hasToldLoss {
            hasToldLoss = true
            untold.append("--exec: \(name) is too slow: events are left out")
        }
        defer { untold = [] }
        return untold
    }

    /// Hands over the rest, and waits until the command has been run for all of it; where the run is asked
    /// to stop, not for long.
    mutating func finish(isStopped: Bool, _ wait: Waiter) {
        guard reports >= 0 else { return }
        waiter = nil
        var end = isStopped ? MonotonicClock.seconds + Self.patience : nil
        var message: Double? = MonotonicClock.seconds + Self.silence
        var isWaitedFor = true
        while isWaitedFor, json.buffer.backlog > 0, isOpen {
            isWaitedFor = awaitReady(descriptor, POLLOUT, until: &end, message: &message, wait)
            flush()
        }
        closeEvents()
        while isWaitedFor {
            isWaitedFor = awaitReady(reports, POLLIN, until: &end, message: &message, wait)
            guard isWaitedFor, !takeReport() else { continue }
            // All of it, unless somebody else has ended that process.
            if report.ended < events &- lost { giveUp() }
            break
        }
        close(reports)
        reports = -1
        tellEnd()
    }

    /// Waits until a descriptor is ready. Returns false when that takes too long.
    private func awaitReady(
        _ descriptor: Int32, _ events: Int32, until end: inout Double?, message: inout Double?, _ wait: Waiter
    ) -> Bool {
        while true {
            switch wait(descriptor, events, [end, message].compactMap { $0 }.min()) {
            case .isReady: return true
            case .isStopped:
                guard end == nil else { return false }
                end = MonotonicClock.seconds + Self.patience
            case .isOver:
                if let end, MonotonicClock.seconds >= end { return false }
                message = nil
                let left = self.events &- lost &- report.ended
                StandardError.write("igmpscope: --exec: waiting until \(name) has been run for \(left.of("event"))")
            }
        }
    }

    /// Tells once more at the end, where more than one has failed, or some were not run.
    private mutating func tellEnd() {
        if report.failed > 1 {
            hasToldFailure = true
            untold.append("--exec: \(name) failed \(report.failed) times; the last one \(report.lastFailure)")
        }
        if eventsLeftOut > 0 {
            hasToldLoss = true
            untold.append("--exec: \(name) was not run for \(eventsLeftOut.of("event"))")
        }
    }

    /// Takes in the next report. Returns whether there was one.
    private mutating func takeReport() -> Bool {
        guard let next = CommandServer.readReport(reports) else { return false }
        report = next
        return true
    }
}

import Confinement
import IGMPAnalysis
import IGMPReports
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

/// Captures live until told to stop.
struct LiveRun: ~Copyable {
    var live: LiveCapture
    private let signals: SignalSource
    let capture: CaptureOptions
    /// The kernel's own figures, where they are to be compared with.
    var kernel: KernelWatch?
    /// The analyzer's number of each of the capture's interfaces.
    private(set) var numbers: [Int] = []
    private var packets: [UInt64] = []
    private var errors: [String: String] = [:]
    private var hasToldLostLines = false
    /// Packets known to be lost.
    var packetsLost: UInt64 = 0
    /// When it is looked next for what no packet tells: losses, and how far time has gone on without any.
    private var nextLook = 0.0
    /// When the capture began, and since when each of its interfaces is said to be captured from.
    let beganAt: Timestamp
    var watchedSince: [Timestamp?] = []
    /// Whether a signal asked to stop.
    private var isStopped = false

    /// How many frames are taken before the next look at signals, and for how long.
    private static let batchLimit = 32_768
    private static let batchSeconds = 0.1

    /// Opens the interfaces.
    init(_ capture: CaptureOptions, filter: String, comparesKernel: Bool = false) throws(CommandFailure) {
        #if os(Linux)
            // A program may be given the capability without its being in force.
            CapabilitySet.raise(.netRaw)
        #endif
        let live = try Self.opened { try LiveCapture(capture.liveOptions(filter: filter)) }
        let signals = try Self.opened { try SignalSource() }
        kernel = comparesKernel ? try Self.opened { try KernelWatch(live.interfaces, capture) } : nil
        beganAt = LiveCapture.now
        self.live = live
        self.signals = signals
        self.capture = capture
    }

    /// What `open` gives; its error as one of the command.
    private static func opened<Opened: ~Copyable>(_ open: () throws -> Opened) throws(CommandFailure) -> Opened {
        do {
            return try open()
        } catch {
            throw CommandFailure(status: .couldNotRead, message: "\(error)")
        }
    }

    /// Gives up what is not needed any more, once `session` has its file open too.
    func giveUpRights(_ session: borrowing Session) throws(CommandFailure) {
        try RunRights.giveUp(
            capture, writable: session.writable + [signals.writeDescriptor],
            opensInterfaces: capture.interfaces.contains("any"))
    }

    /// Runs until stopped, and shows the state in `view` at its intervals.
    mutating func run(_ session: inout Session, view: inout some RunView) throws(CommandFailure) -> CaptureFacts {
        try beginComparison(&session, tellsErrors: !view.hidesMessages)
        let startedAt = MonotonicClock.seconds
        let interval = view.interval
        var nextInterval = interval.map { startedAt + $0 }
        let end = capture.duration.map { startedAt + $0 }
        while !isStopped, !session.isDone, !live.isFinished {
            let isDrained = try takeAll(&session, tellsErrors: !view.hidesMessages)
            if MonotonicClock.seconds >= nextLook {
                nextLook = MonotonicClock.seconds + 1
                noteLosses(&session)
                try watchSilence(&session)
                if isDrained { settle(&session) }
            }
            try session.flush()
            kernel?.follow()
            tellNotices(&session, isHidden: view.hidesMessages)
            while let request = signals.next() {
                switch request {
                case .stop: isStopped = true
                case .totals: StandardError.write(totals(session)) { $0.writeLine(to: &$1) }
                case .windowChanged: if view.hidesMessages { try view.atInterval(&session, facts(session)) }
                }
            }
            let now = MonotonicClock.seconds
            if let end, now >= end { break }
            if let due = nextInterval, now >= due, let interval {
                nextInterval = max(due + interval, now)
                session.advanceToEnd(ofFile: false)
                noteLosses(&session)
                let facts = facts(session)
                try view.atInterval(&session, facts)
            }
            guard !isStopped else { break }
            let wait = min(end ?? .infinity, nextInterval ?? .infinity, now + 1) - now
            _ = live.wait(
                milliseconds: max(1, Int(wait * 1000)), alsoFor: signals.descriptor,
                writable: session.waitingOutput)
        }
        if kernel == nil {
            live.finish()
            while !session.isDone, try !takeAll(&session, tellsErrors: !view.hidesMessages) {}
            if !session.isDone { settle(&session) }
        } else {
            try endComparison(&session, tellsErrors: !view.hidesMessages)
        }
        session.advanceToEnd(ofFile: false)
        noteLosses(&session)
        for (index, statistics) in live.statistics().enumerated() where index < numbers.count {
            try session.writeStatistics(
                interface: numbers[index], received: statistics.received,
                droppedByKernel: statistics.droppedByKernel, droppedByInterface: statistics.droppedByInterface)
        }
        var facts = facts(session)
        if kernel != nil { facts.comparison = try comparison(session) }
        return facts
    }

    /// Waits for the commands of the events that came.
    func awaitCommands(_ session: inout Session) {
        // The totals stand at the end anyway.
        var isAskedForTotals = false
        session.consumer.commands.finish(isStopped: isStopped) {
            signals.wait(for: $0, $1, until: $2, &isAskedForTotals)
        }
    }

    private mutating func comparison(_ session: borrowing Session) throws(CommandFailure) -> KernelComparison {
        do {
            return try kernel!.comparison(
                session.consumer.analyzer, session.consumer.ownHosts, numbers, live.statistics())
        } catch {
            throw CommandFailure(status: .couldNotRead, message: error.description)
        }
    }

    /// Whether an interface failed while it was captured from, or is not there at the end.
    var hasFailed: Bool {
        !errors.isEmpty || live.gaps().indices.contains { absence(of: $0) != nil }
    }

    /// Why an interface that is named is not captured from at the moment; nil where it is. One
    /// without a carrier is: there is nothing to be had.
    private func absence(of place: Int) -> String? {
        guard !capture.interfaces.contains("any") else { return nil }
        return switch live.gaps()[place].condition {
        case .down: "\(live.interfaces[place]): the interface is down"
        case .removed: "\(live.interfaces[place]): the interface was removed"
        case .passing, .noCarrier: nil
        }
    }

    /// Tells what has become of the interfaces and the clock, and once that the reader of
    /// standard output is too slow.
    private mutating func tellNotices(_ session: inout Session, isHidden: Bool) {
        let notices = live.takeNotices()
        guard !isHidden else { return }
        for notice in notices where !(capture.isQuiet && notice.isMinor) {
            StandardError.write("igmpscope: \(notice)")
        }
        session.tellUntold()
        guard session.consumer.backlog.lost > 0, !hasToldLostLines else { return }
        hasToldLostLines = true
        StandardError.write("igmpscope: standard output is read too slowly: lines are left out")
    }

    /// Takes in the frames at hand, but no more than so many that signals and
    /// intervals have to wait for them.
    ///
    /// - Parameter evenWhenDone: whether to go on when the session has seen all that it was to see.
    /// - Returns: whether none is left.
    @discardableResult
    mutating func takeAll(
        _ session: inout Session, tellsErrors: Bool, evenWhenDone: Bool = false
    ) throws(CommandFailure) -> Bool {
        let end = MonotonicClock.seconds + Self.batchSeconds
        var taken = 0
        while evenWhenDone || !session.isDone, taken < Self.batchLimit {
            taken += 1
            if taken % 256 == 0, MonotonicClock.seconds > end { break }
            do {
                guard try takeNext(&session) else { return true }
            } catch let error as LiveCaptureError {
                if tellsErrors { StandardError.write("igmpscope: \(error)") }
                errors[error.interface] = error.description
            } catch let failure as CommandFailure {
                throw failure
            } catch {
                throw CommandFailure(status: .couldNotRead, message: "\(error)")
            }
        }
        return false
    }

    private mutating func takeNext(_ session: inout Session) throws -> Bool {
        if numbers.count < live.interfaces.count || live.hasReplacedPlaces { takeInInterfaces(&session) }
        guard let frame = try live.next() else { return false }
        guard kernel?.admits(frame) ?? true else { return true }
        packets[frame.interface] += 1
        _ = try session.take(frame, interface: numbers[frame.interface])
        return true
    }

    /// Tells the session of interfaces that are new, in places of their own or of others.
    private mutating func takeInInterfaces(_ session: inout Session) {
        let length = capture.snapshotLengths.bytes == 0 ? SnapshotLengthArgument.maximum : capture.snapshotLengths.bytes
        for place in live.takeReplacedPlaces() where place < numbers.count {
            session.replaceInterface(numbers[place], by: interface(at: place), snapLength: length)
            packets[place] = 0
        }
        for place in numbers.count..<live.interfaces.count {
            numbers.append(session.addInterface(interface(at: place), snapLength: length))
            packets.append(0)
        }
    }

    private func interface(at place: Int) -> AnalyzedInterface {
        AnalyzedInterface(
            name: live.interfaces[place], source: live.interfaces[place], linkType: live.linkTypes[place],
            callsIPTables: kernel?.callsIPTables(place) ?? false)
    }

    /// The totals so far.
    mutating func totals(_ session: borrowing Session) -> TotalsText {
        let statistics = live.totalStatistics()
        return TotalsText(
            captured: session.consumer.analyzer.packets,
            receivedByFilter: statistics.received, droppedByKernel: statistics.droppedByKernel,
            droppedByInterface: statistics.droppedByInterface,
            linesLeftOut: session.consumer.backlog.lost)
    }

    private mutating func facts(_ session: borrowing Session) -> CaptureFacts {
        var facts = CaptureFacts()
        facts.isLive = true
        facts.linesLeftOut = session.consumer.backlog.lost
        facts.eventsLeftOut = session.consumer.commands.eventsLeftOut
        let statistics = live.totalStatistics()
        facts.droppedByKernel = statistics.droppedByKernel
        facts.droppedByInterface = statistics.droppedByInterface
        facts.interfacesLetGo = live.interfaceOverflow
        let gaps = live.gaps()
        for (index, name) in live.interfaces.enumerated() {
            let error = errors[name] ?? absence(of: index)
            let (its, total, _) = gaps[index]
            facts.sources.append(
                CaptureFacts.Source(
                    name: name, format: "live", packets: index < packets.count ? packets[index] : 0,
                    isComplete: error == nil, error: error,
                    gaps: .init(count: its.count, total: total, lastFrom: its.lastFrom, lastUntil: its.lastUntil)))
        }
        let steps = live.clockSteps
        facts.clockSteps = .init(
            count: steps.count, largestForward: steps.largestForward, largestBack: steps.largestBack)
        facts.unreadable = session.dissector.unreadable
        facts.fragments = session.dissector.fragmentCounters
        return facts
    }
}

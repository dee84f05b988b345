import IGMPAnalysis
import IGMPReports
import IGMPWire
import LiveCapture

/// What a subcommand shows of a run, and when.
protocol RunView {
    /// What is written as it comes.
    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat)
    /// Whether anything is shown of what follows from the packets.
    var needsAnalysis: Bool { get }
    /// How often the state is shown during a live run, in seconds; nil for never.
    var interval: Double? { get }
    /// Before the first frame.
    mutating func begin(isLive: Bool) throws(CommandFailure)
    /// Live, at every interval.
    mutating func atInterval(_ session: inout Session, _ facts: CaptureFacts) throws(CommandFailure)
    /// At the end.
    mutating func end(_ session: inout Session, _ facts: CaptureFacts) throws(CommandFailure)
    /// Whether messages would be lost among what is drawn: then they wait for the end.
    var hidesMessages: Bool { get }
    /// Whether what is written at the end says what could not be read.
    var holdsErrors: Bool { get }
    /// Gives the terminal back as it was, when the run cannot go on.
    mutating func abandon()
}

extension RunView {
    var needsAnalysis: Bool { true }
    var interval: Double? { nil }
    var hidesMessages: Bool { false }
    var holdsErrors: Bool { false }
    func begin(isLive: Bool) {}
    func atInterval(_ session: inout Session, _ facts: CaptureFacts) {}
    func abandon() {}
}

/// A run from its opening to its exit code, the same for every subcommand.
enum CaptureRun {
    /// - Parameter failsOn: the severity of a finding from which on the run has failed.
    /// - Throws: ``CommandFailure`` where nothing came of it; ``ExitStatus`` where
    ///   the results are out and the exit code is not 0 all the same.
    static func run(
        _ capture: CaptureOptions, options: AnalysisOptions, view: some RunView, failsOn: FindingSeverity? = nil,
        comparesKernel: Bool = false, command: CommandLineToRun? = nil
    ) throws {
        var view = view
        var options = options
        options.limits = capture.limits.tracker
        options.linkLimit = capture.limits.links
        options.findingsPerCode = capture.limits.findings
        options.hostLimits = capture.limits.hosts
        options.countsData = capture.countsData
        let expression = try FilterText.read(capture)
        // What is not taken may well be there.
        if !expression.isEmpty || capture.direction != .inout { options.watchesSilence = false }
        var filter = try FilterText.filter(expression)
        if command != nil { options.recordsChanges = true }
        if capture.files.isEmpty {
            try runLive(capture, expression, options, &view, failsOn, comparesKernel, command)
        } else {
            try WrittenFile.check(capture)
            let commands = try commands(command, capture)
            filter?.prepare()
            var session = try session(capture, options, view, failsOn, filter, commands)
            try view.begin(isLive: false)
            let (files, waiter) = try FileRun.open(capture, session)
            let facts = try FileRun.run(capture, files, &session, waiter)
            // A report that has begun is written to its end, whatever signal comes.
            try withExtendedLifetime(waiter) { () throws(CommandFailure) in
                try finish(&session, facts, &view, toldErrors: false)
            }
            if session.hasFailed || facts.sources.contains(where: { $0.error != nil }) {
                throw ExitStatus.couldNotRead
            }
            try check(session, failsOn)
        }
    }

    private static func runLive(
        _ capture: CaptureOptions, _ expression: String, _ options: AnalysisOptions,
        _ view: inout some RunView, _ failsOn: FindingSeverity?, _ comparesKernel: Bool, _ command: CommandLineToRun?
    ) throws {
        // Before anything is open that the process of the commands would have too.
        let commands = try commands(command, capture)
        var live = try LiveRun(capture, filter: expression, comparesKernel: comparesKernel)
        // The kernel filters already.
        var session = try session(capture, options, view, failsOn, nil, commands)
        try live.giveUpRights(session)
        try view.begin(isLive: true)
        let facts: CaptureFacts
        do {
            facts = try live.run(&session, view: &view)
        } catch {
            view.abandon()
            throw error
        }
        let areTold = !view.hidesMessages
        if command != nil {
            // It may take its time: what is said meanwhile is to be seen.
            view.abandon()
            live.awaitCommands(&session)
        }
        try finish(&session, facts, &view, toldErrors: areTold)
        if !capture.isQuiet { StandardError.write(live.totals(session)) { $0.writeLines(to: &$1) } }
        if live.hasFailed || session.hasFailed { throw ExitStatus.couldNotRead }
        if facts.comparison?.differs ?? false { throw ExitStatus.difference }
        try check(session, failsOn)
    }

    private static func session(
        _ capture: CaptureOptions, _ options: AnalysisOptions, _ view: some RunView, _ failsOn: FindingSeverity?,
        _ filter: consuming CaptureFilter?, _ commands: consuming EventCommands
    ) throws(CommandFailure) -> Session {
        let isLive = capture.files.isEmpty
        // Whoever waits for events or findings needs what makes them.
        let analyzes = view.needsAnalysis || failsOn != nil || commands.descriptor >= 0
        return try Session(
            capture, analyzer: Analyzer(options: options), analyzes: analyzes, filter: filter,
            lines: view.lines(isLive: isLive), output: isLive ? Output.liveBuffer() : Output.buffer(),
            commands: commands)
    }

    private static func commands(
        _ command: CommandLineToRun?, _ capture: CaptureOptions
    ) throws -> EventCommands {
        guard let command else { return EventCommands() }
        return try EventCommands(command, user: capture.user)
    }

    private static func check(_ session: borrowing Session, _ failsOn: FindingSeverity?) throws {
        if let failsOn, let worst = session.consumer.analyzer.worstFinding(), worst >= failsOn {
            throw ExitStatus.difference
        }
    }

    private static func finish(
        _ session: inout Session, _ facts: CaptureFacts, _ view: inout some RunView, toldErrors: Bool
    ) throws(CommandFailure) {
        session.awaitReader()
        var facts = facts
        facts.eventsLeftOut = session.consumer.commands.eventsLeftOut
        if facts.packetsLost > 0 { session.consumer.analyzer.noteLosses() }
        // Of nothing at all there is nothing to report, not even zeros.
        if facts.hasSource || view.holdsErrors { try view.end(&session, facts) }
        try session.flushOutput()
        try session.file.close()
        session.tellUntold()
        guard !toldErrors else { return }
        for case let error? in facts.sources.map(\.error) { StandardError.write("igmpscope: \(error)") }
    }
}

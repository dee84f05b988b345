import IGMPAnalysis
import IGMPReports
import IGMPWire
import LiveCapture

/// What a subcommand shows of a run, and when.
protocol RunView {
    /// What is written as it comes.
    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat)
    /// How often the state is shown during a live run, in seconds; nil for never.
    var interval: Double? { get }
    /// Before the first frame.
    mutating func begin(isLive: Bool) throws(CommandFailure)
    /// Live, at every interval.
    mutating func atInterval(_ session: inout Session, _ facts: CaptureFacts) throws(CommandFailure)
    /// At the end.
    mutating func end(_ session: inout Session, _ facts: CaptureFacts) throws(CommandFailure)
}

/// A run from its opening to its exit code, the same for every subcommand.
enum CaptureRun {
    /// - Throws: ``CommandFailure`` where nothing came of it; ``ExitStatus`` where
    ///   the results are out and the exit code is not 0 all the same.
    static func run(
        _ capture: CaptureOptions, options: AnalysisOptions, view: some RunView
    ) throws {
        var view = view
        let expression = try FilterText.read(capture)
        let filter = try FilterText.filter(expression)
        if capture.files.isEmpty {
            try runLive(capture, expression, options, &view)
        } else {
            var session = try Session(
                capture, analyzer: Analyzer(options: options), filter: filter, lines: view.lines(isLive: false),
                output: Output.buffer())
            try view.begin(isLive: false)
            let facts = try FileRun.run(capture, &session)
            try finish(&session, facts, &view)
            if facts.sources.contains(where: { $0.error != nil }) { throw ExitStatus.couldNotRead }
        }
    }

    private static func runLive(
        _ capture: CaptureOptions, _ expression: String, _ options: AnalysisOptions,
        _ view: inout some RunView
    ) throws {
        var live = try LiveRun(capture, filter: expression)
        // The kernel filters already.
        var session = try Session(
            capture, analyzer: Analyzer(options: options), filter: nil, lines: view.lines(isLive: true),
            output: Output.buffer())
        try view.begin(isLive: true)
        var shown = view
        let facts = try live.run(
            &session, interval: view.interval
        ) { session, facts throws(CommandFailure) in try shown.atInterval(&session, facts) }
        try finish(&session, facts, &shown)
        if !capture.isQuiet { StandardError.write(live.totals(session)) { $0.writeLines(to: &$1) } }
        if live.hasFailed { throw ExitStatus.couldNotRead }
    }

    private static func finish(
        _ session: inout Session, _ facts: CaptureFacts, _ view: inout some RunView
    ) throws(CommandFailure) {
        try view.end(&session, facts)
        try session.flushOutput()
        try session.close()
        for source in facts.sources where source.error != nil && !facts.isLive {
            StandardError.write("igmpscope: \(source.error ?? source.name)")
        }
    }
}

import IGMPAnalysis
import IGMPReports
import IGMPWire
import LiveCapture

/// What a subcommand shows of a run, and when.
protocol RunView {
    /// Before the first frame.
    mutating func begin(isLive: Bool) throws(CommandFailure)
    /// Whenever all frames at hand have been taken.
    mutating func afterBatch(_ session: inout Session) throws(CommandFailure)
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
        _ capture: CaptureOptions, options: AnalysisOptions, format: PacketLineFormat, interval: Double?,
        view: some RunView
    ) throws {
        var view = view
        let expression = try FilterText.read(capture)
        let filter = try FilterText.filter(expression)
        if capture.files.isEmpty {
            try runLive(capture, expression, options, format, interval, &view)
        } else {
            var session = try Session(
                capture, analyzer: Analyzer(options: options), filter: filter, format: format, output: Output.buffer())
            try view.begin(isLive: false)
            let facts = try FileRun.run(capture, &session) { session throws(CommandFailure) in
                try view.afterBatch(&session)
            }
            try finish(&session, facts, &view)
            if facts.sources.contains(where: { $0.error != nil }) { throw ExitStatus.couldNotRead }
        }
    }

    private static func runLive(
        _ capture: CaptureOptions, _ expression: String, _ options: AnalysisOptions, _ format: PacketLineFormat,
        _ interval: Double?, _ view: inout some RunView
    ) throws {
        var live = try LiveRun(capture, filter: expression)
        // The kernel filters already.
        var session = try Session(
            capture, analyzer: Analyzer(options: options), filter: nil, format: format, output: Output.buffer())
        try view.begin(isLive: true)
        var shown = view
        let facts = try live.run(
            &session, interval: interval,
            atInterval: { session, facts throws(CommandFailure) in try shown.atInterval(&session, facts) },
            afterBatch: { session throws(CommandFailure) in try shown.afterBatch(&session) })
        try finish(&session, facts, &shown)
        if !capture.isQuiet { StandardError.write(TotalsText.text(session.consumer.analyzer, facts)) }
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

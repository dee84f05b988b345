import IGMPAnalysis
import IGMPReports

/// What `monitor` shows: JSON, events, or a report to read.
struct MonitorView: RunView {
    let json: Bool
    let events: Bool
    let detail: ReportDetail
    let verbosity: Int
    private var isLive = false

    init(json: Bool, events: Bool, detail: ReportDetail, verbosity: Int) {
        self.json = json
        self.events = events
        self.detail = detail
        self.verbosity = verbosity
    }

    /// Whether changes are told as they happen.
    func showsChanges(isLive: Bool) -> Bool {
        events || (isLive && !json && !Output.isTerminal)
    }

    /// How often something is to be shown anew, in seconds; nil for never.
    func interval(_ asked: Double?) -> Double? {
        json ? asked : events || !Output.isTerminal ? nil : asked ?? 1
    }

    mutating func begin(isLive: Bool) {
        self.isLive = isLive
    }

    func afterBatch(_ session: inout Session) {
    }

    func atInterval(_ session: inout Session, _ facts: CaptureFacts) throws(CommandFailure) {
        if json { writeJSON(&session, facts) }
        try session.flushOutput()
    }

    func end(_ session: inout Session, _ facts: CaptureFacts) {
        if json { writeJSON(&session, facts) }
    }

    private func writeJSON(_ session: inout Session, _ facts: CaptureFacts) {
        ReportJSON.write(
            session.consumer.analyzer, facts, detail: detail, programVersion: Program.version,
            to: &session.consumer.json)
    }
}

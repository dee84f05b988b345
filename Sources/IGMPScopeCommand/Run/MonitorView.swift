import IGMPAnalysis
import IGMPReports
import IGMPWire

/// What `monitor` shows: JSON, events, or a report to read.
struct MonitorView: RunView {
    let json: Bool
    let events: Bool
    let detail: ReportDetail
    let isVerbose: Bool
    let isQuiet: Bool
    let interval: Double?
    private var isLive = false
    private var isDrawing = false
    private var rate = PacketRate()

    /// - Parameter interval: as asked for; without one a screen is drawn every second.
    init(json: Bool, events: Bool, detail: ReportDetail, isVerbose: Bool, isQuiet: Bool, interval: Double?) {
        self.json = json
        self.events = events
        self.detail = detail
        self.isVerbose = isVerbose
        self.isQuiet = isQuiet
        self.interval = json ? interval : events || !Output.isTerminal ? nil : interval ?? 1
    }

    /// Whether changes are told as they happen: not where a screen shows them.
    func showsChanges(isLive: Bool) -> Bool {
        events || (isLive && !json && !Output.isTerminal)
    }

    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat) {
        (.none, events ? .json : showsChanges(isLive: isLive) ? .text(PlainProgress()) : .none)
    }

    mutating func begin(isLive: Bool) {
        self.isLive = isLive
        isDrawing = isLive && !json && !events && Output.isTerminal
        if isDrawing { Self.write { LiveScreen.begin(to: &$0) } }
    }

    mutating func atInterval(_ session: inout Session, _ facts: CaptureFacts) throws(CommandFailure) {
        if json, session.admitsReport() { writeJSON(&session, facts) }
        if isDrawing, session.waitingOutput < 0, let size = Output.terminalSize() {
            let status = rate.status(session.consumer.analyzer)
            LiveScreen(columns: size.columns, rows: size.rows, usesColor: true)
                .draw(session.consumer.analyzer, facts, status, to: &session.consumer.json.buffer)
        }
        try session.flushOutput()
    }

    mutating func end(_ session: inout Session, _ facts: CaptureFacts) {
        stopDrawing()
        if json {
            writeJSON(&session, facts)
        } else if events {
            if let last = session.consumer.analyzer.frames.reached { session.consumer.tellLostEvents(before: last) }
        } else {
            TextReport(
                width: Output.terminalSize()?.columns ?? 100, usesColor: Output.isTerminal,
                cutsLines: Output.isTerminal, detail: detail,
                isVerbose: isVerbose
            ).write(session.consumer.analyzer, facts, to: &session.consumer.json.buffer)
        }
    }

    var hidesMessages: Bool { isDrawing }
    var holdsErrors: Bool { json }

    mutating func abandon() {
        stopDrawing()
    }

    private mutating func stopDrawing() {
        guard isDrawing else { return }
        isDrawing = false
        Self.write { LiveScreen.end(to: &$0) }
    }

    private static func write(_ body: (inout ByteBuffer) -> Void) {
        var buffer = Output.buffer()
        body(&buffer)
        buffer.flush()
    }

    private func writeJSON(_ session: inout Session, _ facts: CaptureFacts) {
        ReportJSON.write(
            session.consumer.analyzer, facts, detail: detail, programVersion: Program.version,
            to: &session.consumer.json)
    }
}

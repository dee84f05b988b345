import IGMPAnalysis
import IGMPReports
import KernelCounters

/// `counters` prints once, at the end.
struct CountersView: RunView {
    /// Nil where none was named.
    let kernel: KernelName?
    /// Whether differences are told instead of counters.
    let explains: Bool
    /// Whether counters that are 0 are left out where the kernel's own program can do that.
    let suppressesZeros: Bool
    let json: Bool
    let isQuiet: Bool

    var holdsErrors: Bool { json }

    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat) { (.none, .none) }

    func end(_ session: inout Session, _ facts: CaptureFacts) {
        switch (facts.comparison, json) {
        case (let comparison?, true):
            ComparisonJSON.write(comparison, programVersion: Program.version, to: &session.consumer.json)
        case (let comparison?, false):
            ComparisonText(width: Output.terminalSize()?.columns ?? 100, usesColor: Output.isTerminal)
                .write(comparison, to: &session.consumer.json.buffer)
        case (nil, _) where explains:
            ExplanationText(kernel: kernel).write(session.consumer.analyzer, to: &session.consumer.json.buffer)
        case (nil, true):
            ReportJSON.write(
                session.consumer.analyzer, facts, detail: .summary, kernel: kernel, programVersion: Program.version,
                to: &session.consumer.json)
        case (nil, false):
            if Output.isTerminal, !isQuiet { tellWhose(session.consumer.analyzer.options) }
            CountersText(kernel: kernel ?? .netbsd, suppressesZeros: suppressesZeros)
                .write(session.consumer.analyzer, to: &session.consumer.json.buffer)
        }
    }

    /// Says to a reader what netstat's layout has no place for.
    private func tellWhose(_ options: AnalysisOptions) {
        guard kernel != .linuxBridge else { return }
        let counter = options.hosts.isEmpty ? "a multicast router that only listens" : "that host"
        StandardError.write("igmpscope: what \(counter) would have counted under \((kernel ?? .netbsd).rawValue)")
    }
}

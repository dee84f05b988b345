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
                session.consumer.analyzer, facts, detail: .summary, programVersion: Program.version,
                to: &session.consumer.json)
        case (nil, false):
            CountersText(kernel: kernel ?? .netbsd, suppressesZeros: suppressesZeros)
                .write(session.consumer.analyzer, to: &session.consumer.json.buffer)
        }
    }
}

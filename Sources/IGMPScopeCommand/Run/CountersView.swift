import IGMPAnalysis
import IGMPReports
import KernelCounters

/// `counters` prints once, at the end.
struct CountersView: RunView {
    func begin(isLive: Bool) {}
    func afterBatch(_ session: inout Session) {}
    func atInterval(_ session: inout Session, _ facts: CaptureFacts) {}

    func end(_ session: inout Session, _ facts: CaptureFacts) {
        CountersText.write(session.consumer.analyzer, to: &session.consumer.json.buffer)
    }
}

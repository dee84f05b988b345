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

    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat) { (.none, .none) }

    func end(_ session: inout Session, _ facts: CaptureFacts) {
        if explains {
            ExplanationText(kernel: kernel).write(session.consumer.analyzer, to: &session.consumer.json.buffer)
        } else {
            CountersText(kernel: kernel ?? .netbsd, suppressesZeros: suppressesZeros)
                .write(session.consumer.analyzer, to: &session.consumer.json.buffer)
        }
    }
}

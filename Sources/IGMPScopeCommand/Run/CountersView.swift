import IGMPAnalysis
import IGMPReports
import KernelCounters

/// `counters` prints once, at the end.
struct CountersView: RunView {
    let kernel: KernelName

    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat) { (.none, .none) }

    func end(_ session: inout Session, _ facts: CaptureFacts) {
        CountersText.write(session.consumer.analyzer, as: kernel, to: &session.consumer.json.buffer)
    }
}

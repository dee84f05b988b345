import IGMPReports

/// `packets` writes as the packets come: nothing is left to show.
struct PacketsView: RunView {
    func begin(isLive: Bool) {}
    func afterBatch(_ session: inout Session) {}
    func atInterval(_ session: inout Session, _ facts: CaptureFacts) {}
    func end(_ session: inout Session, _ facts: CaptureFacts) {}
}

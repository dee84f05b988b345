import IGMPReports

/// `packets` writes as the packets come: nothing is left to show.
struct PacketsView: RunView {
    let packets: PacketLineFormat
    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat) { (packets, .none) }
    let needsAnalysis = false
    func end(_ session: inout Session, _ facts: CaptureFacts) {}
}

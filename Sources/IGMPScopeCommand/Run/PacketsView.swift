import IGMPReports

/// `packets` writes as the packets come: nothing is left to show.
struct PacketsView: RunView {
    let packets: PacketLineFormat
    var interval: Double? { nil }

    func lines(isLive: Bool) -> (packets: PacketLineFormat, changes: ChangeLineFormat) { (packets, .none) }
    func begin(isLive: Bool) {}
    func atInterval(_ session: inout Session, _ facts: CaptureFacts) {}
    func end(_ session: inout Session, _ facts: CaptureFacts) {}
}

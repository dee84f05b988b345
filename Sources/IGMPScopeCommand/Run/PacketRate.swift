import IGMPAnalysis
import IGMPReports
import IGMPWire

/// How fast packets come, from one drawing of the screen to the next.
struct PacketRate {
    private let startedAt = MonotonicClock.seconds
    private var lastAt = MonotonicClock.seconds
    private var lastPackets: UInt64 = 0
    private var lastIGMPPackets: UInt64 = 0

    mutating func status(_ analyzer: borrowing Analyzer) -> LiveScreen.Status {
        let now = MonotonicClock.seconds
        let span = max(now - lastAt, 0.001)
        let status = LiveScreen.Status(
            elapsed: Interval(nanoseconds: Int64((now - startedAt) * 1e9)),
            packetsPerSecond: Double(analyzer.packets - lastPackets) / span,
            igmpPacketsPerSecond: Double(analyzer.igmpPackets - lastIGMPPackets) / span)
        (lastAt, lastPackets, lastIGMPPackets) = (now, analyzer.packets, analyzer.igmpPackets)
        return status
    }
}

import IGMPAnalysis
import IGMPWire
import LiveCapture

/// What no packet tells: that nothing comes, and that something is missing.
extension LiveRun {
    /// Tells since when something would be seen of the interfaces that were named: of those that `any`
    /// stands for many are silent by nature.
    mutating func watchSilence(_ session: inout Session) throws(CommandFailure) {
        guard session.consumer.analyzer.options.watchesSilence, !capture.interfaces.contains("any") else { return }
        for (place, gap) in live.gaps().prefix(numbers.count).enumerated() {
            if place == watchedSince.count { watchedSince.append(nil) }
            let since = gap.condition == .passing ? gap.gaps.lastUntil ?? beganAt : nil
            guard since != watchedSince[place] else { continue }
            watchedSince[place] = since
            try session.watch(interface: numbers[place], since: since)
        }
    }

    /// Takes note of how far time has gone on, with all that was captured until then taken in.
    func settle(_ session: inout Session) {
        let time = live.settledUntil
        session.noteClock(time)
        session.settle(until: time)
    }

    /// Notes that packets are missing, and tells of those lost since the last time.
    mutating func noteLosses(_ session: inout Session) {
        let statistics = live.totalStatistics()
        let lost = statistics.droppedByKernel &+ statistics.droppedByInterface
        if lost > 0 { session.consumer.analyzer.noteLosses() }
        var ends: [Int: Timestamp] = [:]
        for (place, gap) in live.gaps().prefix(numbers.count).enumerated() where gap.gaps.count > 0 {
            let end = gap.gaps.lastUntil.map { session.consumer.analyzer.frames.running($0) }
            ends[numbers[place]] = end ?? Timestamp(nanoseconds: .max)
        }
        session.consumer.analyzer.noteGaps(endingAt: ends)
        guard lost > packetsLost else { return }
        session.consumer.tellLostPackets(lost - packetsLost)
        packetsLost = lost
    }
}

import IGMPTracking
import IGMPWire

/// How the election of a querier went, where it was more than one that came and stayed.
struct ElectionText {
    let isVerbose: Bool

    /// Writes the last change, or where asked to be verbose all that are kept.
    func write(_ history: ElectionHistory, _ clock: inout PacketClock, to lines: inout LineWriter) {
        guard history.total > 1 else { return }
        let style: TextStyle = history.lossCount > 0 ? .problem : .warning
        lines.field(
            "Election",
            "\(history.changeCount.of("change")) of querier, \(history.lossCount.of("loss", "losses"))", style)
        let shown = isVerbose ? history.recent[...] : history.recent.suffix(1)
        for entry in shown { lines.field("", "\(clock.time(entry.at)) \(Self.line(about: entry))") }
    }

    private static func line(about entry: ElectionHistory.Entry) -> String {
        let querier = entry.querier?.description ?? "nobody"
        guard let previous = entry.previous, let gap = entry.gap, let limit = entry.otherQuerierPresentInterval else {
            return "\(querier) is elected"
        }
        let silence = "silent for \(gap.secondsText)"
        return switch entry.kind {
        case .elected where querier == previous.description:
            "\(querier) is elected again: it was \(silence), and given up after \(limit.secondsText)"
        case .elected:
            "\(querier) is elected: \(previous) was \(silence), and given up after \(limit.secondsText)"
        case .preempted:
            "\(querier) is elected, a lower address than \(previous), which was \(silence)"
        case .succeeded:
            "\(querier) is elected, which queried already when \(previous) was given up, \(silence)"
        case .lost:
            "\(previous) is given up, \(silence), and nobody else queries"
        }
    }
}

import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// The memberships of a link that ended, the last one last.
struct DeparturesText {
    let isVerbose: Bool

    /// Writes the last of them, or where asked to be verbose all that are kept.
    func write(_ link: Link, name: String, _ clock: inout PacketClock, to lines: inout LineWriter) {
        let count = link.state.tracker.departures.count
        guard count > 0 else { return }
        let recent = link.state.tracker.departures.recent
        let shown = isVerbose ? recent[...] : recent.suffix(TextReport.foldedCount)
        lines.endLine()
        lines.line("Departed from groups on \(name)", .heading)
        let table = TextTable(
            [
                .init("At", clock.columns, rank: 0),
                .init("Member", 15, rank: 1),
                .init("Group", 15, rank: 2),
                .init("Reason", 16, rank: 3),
                .init("Joined", clock.columns, rank: 4),
            ], indent: 2, width: lines.width)
        table.writeTitles(to: &lines)
        for departure in shown {
            table.write(
                [
                    .init(clock.time(departure.at)),
                    .init(departure.host.description),
                    .init(departure.group.description),
                    .init(departure.reason.name.words, departure.reason == .unanswered ? .warning : .plain),
                    .init(departure.joinedAt.map { clock.time($0) } ?? "-"),
                ], to: &lines)
        }
        let hidden = count - UInt64(shown.count)
        guard hidden > 0 else { return }
        lines.pad(to: 2)
        let kept = isVerbose || recent.count == shown.count ? "" : "; -v or --json lists more"
        lines.line("… and \(hidden) before\(kept)", .quiet)
    }
}

import IGMPAnalysis
import IGMPTracking
import IGMPWire
import KernelCounters

/// What a link is like: who queries, which version is spoken, how much of what was
/// seen, and what is wrong.
struct LinkText {
    let totals: GroupTotals
    let isVerbose: Bool

    func write(
        _ link: Link, _ timing: TimingSnapshot, _ clock: inout PacketClock, to lines: inout LineWriter
    ) {
        let counts = link.state.tracker.counts
        QuerierText(isVerbose: isVerbose, watchedSince: link.beganAt).write(link.state.tracker, &clock, to: &lines)
        // Of silence there is no more to tell.
        if counts.packets == 0, link.state.dataTally == nil { return }
        lines.field("Groups", items: groupItems)
        if !totals.ending.isEmpty {
            let items = totals.ending.map { "\($0.group) dies at \(clock.time($0.at)) unless reported" }
            lines.field("Next end", items: items)
        }
        var messages = MessageKind.allCases.filter { counts[$0] > 0 }.map { "\($0.name.words) \(counts[$0])" }
        if messages.isEmpty { messages = ["none well-formed"] }
        lines.field("Messages", items: ["\(counts.packets.of("packet"))"] + messages)
        DelaysText(isVerbose: isVerbose).write(timing, to: &lines)
        if let data = link.state.dataSnapshot() { DataText.writeTotals(of: data, to: &lines) }
        if isVerbose { lines.field("NetBSD", items: HostText.items(link.router.counters)) }
        writeProblems(link.state.tracker, to: &lines)
    }

    private var groupItems: [String] {
        guard totals.groups > 0 else { return ["none"] }
        return [
            UInt64(totals.groups).of("group"), "\(totals.forwarded) forwarded",
            UInt64(totals.memberships).of("membership") + (totals.hasLowerBounds ? " at least" : ""),
        ]
    }

    /// What this capture cannot show (RFC 4541 section 2.1.1).
    private func writeVantage(_ tracker: borrowing LinkTracker, to lines: inout LineWriter) {
        if tracker.otherPortReports > 0 {
            let reports = tracker.otherPortReports.of("report")
            lines.field("Port", "\(reports) of hosts behind other ports of this bridge, which are no members here")
        }
        switch tracker.vantage {
        case .queriesOnly:
            lines.field(
                "Silence",
                "queries but no reports: either nobody is a member, or a snooping switch keeps reports from this port"
                    + " (RFC 4541 section 2.1.1)", .warning)
        case .oneReporter:
            lines.field(
                "Vantage",
                "reports of one host alone: a snooping switch would keep those of others from this port"
                    + " (RFC 4541 section 2.1.1)")
        case .unknown, .everything, .reportsOnly:
            break
        }
    }

    private func writeProblems(_ tracker: borrowing LinkTracker, to lines: inout LineWriter) {
        let counts = tracker.counts
        let rejections = Rejection.allCases.filter { counts[$0] > 0 }.map { "\($0.name.words) \(counts[$0])" }
        if !rejections.isEmpty { lines.field("Rejected", items: rejections, .problem) }
        if counts.unverifiable > 0 {
            lines.field(
                "Cut",
                "\(counts.unverifiable.of("packet")) cut by the snapshot length, neither good nor bad",
                .warning)
        }
        if totals.starved > 0 {
            lines.field(
                "Starved",
                "\(UInt64(totals.starved).of("group")) with members but not forwarded:"
                    + " no report came before the router's timer ran out", .problem)
        }
        if totals.ignored > 0 {
            lines.field(
                "Ignored",
                "\(UInt64(totals.ignored).of("group")) of 232.0.0.0/8 with members that name no source: routers ignore"
                    + " them (RFC 4604 section 2.2.1)", .warning)
        }
        writeVantage(tracker, to: &lines)
    }
}

import IGMPTracking
import IGMPWire

/// How long things take on a link: answers to queries, what follows leaves, repeats.
struct DelaysText {
    let isVerbose: Bool

    func write(_ timing: TimingSnapshot, to lines: inout LineWriter) {
        writeAnswers(timing, to: &lines)
        writeLeaves(timing, to: &lines)
        let changes = timing.stateChanges
        if changes.changes > 0 {
            var items = [changes.changes.of("change"), changes.repeats.of("repeat")]
            items += Self.spread(of: timing.repeatInterval, "apart")
            if changes.belowRobustness > 0 { items.append("\(changes.belowRobustness) not repeated often enough") }
            if changes.aboveRobustness > 0 { items.append("\(changes.aboveRobustness) repeated too often") }
            if changes.unsolicited > 0 { items.append("\(changes.unsolicited.of("report")) that nobody asked for") }
            lines.field("Repeats", items: items)
        }
    }

    private func writeAnswers(_ timing: TimingSnapshot, to lines: inout LineWriter) {
        let answers = timing.answers
        guard Self.isWorthTelling(answers) else { return }
        lines.field("Answers", items: Self.items(of: answers), answers.late > 0 ? .warning : .plain)
        guard isVerbose else { return }
        for scope in QueryScope.allCases where Self.isWorthTelling(timing.answers(to: scope)) {
            lines.field("", items: ["to \(Self.queries(scope))"] + Self.items(of: timing.answers(to: scope)))
        }
        for bar in Self.bars(of: answers.delays) { lines.field("", bar, .quiet) }
    }

    private func writeLeaves(_ timing: TimingSnapshot, to lines: inout LineWriter) {
        let leaves = timing.leaves
        let series = timing.querySeries.countByLength
        if leaves.count > 0 { lines.field("Leaves", items: Self.items(of: leaves)) }
        let count = series.reduce(0, &+)
        guard count > 0 else { return }
        var items = series.enumerated().filter { $1 > 0 }.map { place, count in
            let length = UInt64(place + 1)
            return "\(count) series of " + length.of("query", "queries")
                + (place == series.count - 1 ? " or more" : "")
        }
        items += Self.spread(of: timing.querySeries.spacing, "apart")
        lines.field(leaves.count > 0 ? "" : "Specific", items: ["specific queries"] + items)
    }

    /// Nothing where nobody left.
    static func items(of leaves: LeaveSnapshot) -> [String] {
        guard leaves.count > 0 else { return [] }
        var items = [leaves.count.of("leave")]
        items += spread(of: leaves.toQuery, "to the query")
        items += spread(of: leaves.latency, "to the end of forwarding")
        if leaves.unasked > 0 { items.append("\(leaves.unasked) that no query followed") }
        return items
    }

    private static func isWorthTelling(_ answers: AnswerSnapshot) -> Bool {
        answers.inTime + answers.late + answers.missing > 0
    }

    /// `12 in time`, `3 late`, `1 missing`, and how long they took; nothing where
    /// nobody was asked.
    static func items(of answers: AnswerSnapshot) -> [String] {
        guard isWorthTelling(answers) else { return [] }
        var items = ["\(answers.inTime) in time"]
        if answers.late > 0 { items.append("\(answers.late) late") }
        if answers.missing > 0 { items.append("\(answers.missing) missing") }
        return items + spread(of: answers.delays, nil)
    }

    /// The median, and where it says more the 99th percentile and the greatest.
    static func spread(of delays: DelayDistribution, _ what: String?) -> [String] {
        guard let median = delays.median, let most = delays.summary.maximum else { return [] }
        let end = what.map { " " + $0 } ?? ""
        if delays.summary.count == 1 { return [most.secondsText + end] }
        if delays.summary.minimum == most { return ["always \(most.secondsText)\(end)"] }
        var items = ["median \(median.secondsText)"]
        if let percentile = delays.percentile99, percentile != most { items.append("99 % \(percentile.secondsText)") }
        return items + ["at most \(most.secondsText)\(end)"]
    }

    private static func queries(_ scope: QueryScope) -> String {
        switch scope {
        case .general: "general queries"
        case .group: "queries for a group"
        case .groupAndSource: "queries for sources"
        }
    }

    /// The histogram, a line for each step that has something, the fullest 40 columns long.
    static func bars(of delays: DelayDistribution) -> [String] {
        let most = delays.histogram.max() ?? 0
        guard most > 0 else { return [] }
        return delays.histogram.enumerated().filter { $1 > 0 }.map { place, count in
            let isLast = place == DelayDistribution.bounds.count
            let bound = DelayDistribution.bounds[isLast ? place - 1 : place].secondsText
            let label = (isLast ? "above " : "up to ") + bound
            let padding = String(repeating: " ", count: max(0, 15 - label.utf8.count))
            let length = max(1, count * 40 / most)
            return label + padding + String(repeating: "#", count: length) + " \(count)"
        }
    }
}

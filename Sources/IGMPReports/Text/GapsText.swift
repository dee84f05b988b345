import IGMPWire

/// What a report says of the times of a live capture in which nothing could be had, and of its clock.
enum GapsText {
    static func write(_ facts: CaptureFacts, _ clock: inout PacketClock, to lines: inout LineWriter) {
        for source in facts.sources {
            guard let gaps = source.gaps, gaps.count > 0, let from = gaps.lastFrom else { continue }
            var text = "\(source.name): nothing could come for \(gaps.total.spanText)"
            if gaps.count > 1 { text += " in all, \(gaps.count.of("time")), last" }
            text += " from \(clock.time(shown: from))"
            text += gaps.lastUntil.map { " until \(clock.time(shown: $0))" } ?? " on"
            lines.field("Gap", text, .warning)
        }
        if let steps = facts.clockSteps, steps.count > 0 {
            var parts = ["set \(steps.count.of("time"))"]
            if steps.largestBack.nanoseconds > 0 { parts.append("back by up to \(steps.largestBack.spanText)") }
            if steps.largestForward.nanoseconds > 0 {
                parts.append("forward by up to \(steps.largestForward.spanText)")
            }
            lines.field("Clock", parts.joined(separator: ", "), .warning)
        }
    }
}

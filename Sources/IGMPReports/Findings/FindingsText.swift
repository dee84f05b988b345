import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// What is wrong on a link, the most severe first: what it is, when and how often, and
/// by which rule.
///
///       warning   ttl, 3 times, 03:04:06 to 03:05:40, RFC 9776 section 4
///                 10.0.0.7 (02:00:0a:00:00:07) sends IGMP with a TTL of 64 instead of 1: …
struct FindingsText {
    let isVerbose: Bool

    /// How many findings of one code are shown where not all are.
    static let foldedCount = 3

    func write(_ findings: [Finding], _ clock: inout PacketClock, to lines: inout LineWriter) {
        var start = findings.startIndex
        while start < findings.endIndex {
            let code = findings[start].code
            let end = findings[start...].firstIndex { $0.code != code } ?? findings.endIndex
            let shown = isVerbose || end - start <= Self.foldedCount + 1 ? end : start + Self.foldedCount
            for finding in findings[start..<shown] { write(finding, &clock, to: &lines) }
            if shown < end {
                lines.field("", "… and \(end - shown) more of \(code.name)", .quiet)
            }
            start = end
        }
    }

    private func write(_ finding: Finding, _ clock: inout PacketClock, to lines: inout LineWriter) {
        var items = [finding.code.name.description]
        if finding.count == 1 {
            items.append("at \(clock.time(finding.firstAt))")
        } else {
            items.append(finding.count.of("time"))
            items.append("\(clock.time(finding.firstAt)) to \(clock.time(finding.lastAt))")
        }
        items.append(finding.reference)
        lines.field(finding.severity.name.description, items: items, finding.severity.style)
        let message = finding.message { clock.time($0) }
        lines.field("", message)
    }
}

extension FindingSeverity {
    /// How it stands out.
    var style: TextStyle {
        switch self {
        case .info: .plain
        case .warning: .warning
        case .error: .problem
        }
    }
}

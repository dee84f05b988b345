import IGMPAnalysis
import IGMPWire

/// What is wrong, on the screen of a live capture: the most severe and the latest, a line each,
/// and how many there are of what is left out.
enum ScreenFindings {
    private struct Line {
        let finding: Finding
        /// In the order of links.
        let position: Int
    }

    /// - Parameters:
    ///   - order: the places of the links, as the screen has them.
    ///   - lineLimit: how many lines there are for findings, the free one before them not counted.
    static func draw(
        _ analyzer: borrowing Analyzer, _ order: [Int], lineLimit: Int, _ clock: inout PacketClock,
        to lines: inout LineWriter
    ) {
        var found: [Line] = []
        for (position, place) in order.enumerated() {
            found += analyzer.links[place].findings().map { Line(finding: $0, position: position) }
        }
        // A heading, a finding, and how many are left out.
        guard !found.isEmpty, lineLimit >= 3, lines.linesLeft >= lineLimit + 1 else { return }
        found.sort { comes($0, before: $1) }
        // What is merely worth knowing takes no more room than that.
        let lineLimit = found[0].finding.severity == .info ? 3 : lineLimit
        lines.endLine()
        lines.line("Findings", .heading)
        let shown = found.count <= lineLimit - 1 ? found.count : lineLimit - 2
        for line in found[..<shown] {
            let name = order.count > 1 ? analyzer.name(of: analyzer.links[order[line.position]]) : nil
            draw(line.finding, link: name, &clock, to: &lines)
        }
        if shown < found.count { drawRest(found[shown...], to: &lines) }
    }

    private static func comes(_ left: Line, before right: Line) -> Bool {
        if left.finding.severity != right.finding.severity { return left.finding.severity > right.finding.severity }
        if left.finding.lastAt != right.finding.lastAt { return left.finding.lastAt > right.finding.lastAt }
        return left.position < right.position
    }

    private static func draw(
        _ finding: Finding, link: String?, _ clock: inout PacketClock, to lines: inout LineWriter
    ) {
        lines.add("  ")
        lines.add(finding.severity.name.description, finding.severity.style)
        lines.pad(to: 11)
        lines.add(clock.time(finding.lastAt), .quiet)
        lines.add("  \(finding.code.name)")
        if finding.count > 1 { lines.add(" ×\(finding.count)") }
        if let link { lines.add("  " + link, .quiet) }
        lines.add("  " + finding.message { clock.time($0) })
        lines.endLine()
    }

    /// `… and 1 error, 3 warnings more`.
    private static func drawRest(_ rest: ArraySlice<Line>, to lines: inout LineWriter) {
        let counts = FindingSeverity.allCases.reversed().compactMap { severity in
            let count = rest.count { $0.finding.severity == severity }
            return count > 0
                ? UInt64(count).of(severity == .info ? "note" : severity.name.description) : nil
        }
        lines.line("  … and \(counts.joined(separator: ", ")) more", .quiet)
    }
}

package import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// The report as text, fitted to a terminal's width: what is wrong first, then what
/// each link is like, then its groups and their members.
package struct TextReport: Hashable, Sendable {
    /// In columns; lines are not longer, but for rows of tables where those are not cut.
    package var width: Int
    package var usesColor: Bool
    package var cutsLines: Bool
    package var detail: ReportDetail
    /// Whether lists are written out however long they are.
    package var isVerbose: Bool

    /// - Parameters:
    ///   - width: of the terminal, or what suits a file.
    ///   - cutsLines: whether what is longer is cut, as a terminal needs it.
    package init(
        width: Int = 100, usesColor: Bool = false, cutsLines: Bool = true, detail: ReportDetail = .members,
        isVerbose: Bool = false
    ) {
        self.width = width
        self.usesColor = usesColor
        self.cutsLines = cutsLines
        self.detail = detail
        self.isVerbose = isVerbose
    }

    /// How many members of a group, sources or queriers are shown where not all are.
    static let foldedCount = 8

    /// Adds the report on `analyzer`, at the time that it has been advanced to.
    package func write(_ analyzer: borrowing Analyzer, _ facts: CaptureFacts, to buffer: inout ByteBuffer) {
        var lines = LineWriter(consume buffer, width: width, usesColor: usesColor, cutsLines: cutsLines)
        write(analyzer, facts, to: &lines)
        buffer = lines.finish()
    }

    private func write(_ analyzer: borrowing Analyzer, _ facts: CaptureFacts, to lines: inout LineWriter) {
        var clock = Self.clock(of: analyzer)
        CaptureText.write(analyzer, facts, &clock, to: &lines)
        let order = analyzer.linksInOrder()
        let totals = order.map { GroupTotals(of: analyzer.links[$0]) }
        let names = order.map { analyzer.name(of: analyzer.links[$0]) }
        let timings = order.map { analyzer.links[$0].state.tracker.timingSnapshot() }
        for (position, place) in order.enumerated() {
            let link = analyzer.links[place]
            lines.endLine()
            lines.add(names[position], .heading)
            lines.add("  \(analyzer.interfaces[link.identity.interface].linkType)", .quiet)
            lines.endLine()
            LinkText(totals: totals[position], isVerbose: isVerbose)
                .write(link, timings[position], &clock, to: &lines)
        }
        for (position, place) in order.enumerated() {
            let findings = analyzer.links[place].findings()
            guard !findings.isEmpty else { continue }
            lines.endLine()
            lines.line("Findings on \(names[position])", .heading)
            FindingsText(isVerbose: isVerbose).write(findings, &clock, to: &lines)
        }
        HostText(isVerbose: isVerbose).write(analyzer, to: &lines)
        if isVerbose, analyzer.badPackets.total > 0 {
            lines.endLine()
            lines.line("Bad packets", .heading)
            BadPacketsText.write(analyzer, &clock, to: &lines)
        }
        guard detail != .summary else { return }
        for (position, place) in order.enumerated() where totals[position].groups > 0 {
            lines.endLine()
            lines.line("Groups on \(names[position])", .heading)
            GroupsText(
                totals: totals[position], showsMembers: detail == .members, isVerbose: isVerbose,
                timing: isVerbose ? timings[position] : nil
            ).write(analyzer.links[place], &clock, to: &lines)
        }
        for (position, place) in order.enumerated() {
            guard let data = analyzer.links[place].state.dataSnapshot() else { continue }
            DataText(isVerbose: isVerbose).write(data, name: names[position], &clock, to: &lines)
        }
        guard detail == .members else { return }
        for (position, place) in order.enumerated() where isVerbose {
            HostsText.write(analyzer.links[place].state.tracker, timings[position], name: names[position], to: &lines)
        }
        for (position, place) in order.enumerated() {
            DeparturesText(isVerbose: isVerbose)
                .write(analyzer.links[place], name: names[position], &clock, to: &lines)
        }
    }

    /// A clock for everything that a report on `analyzer` can show.
    static func clock(of analyzer: borrowing Analyzer) -> PacketClock {
        var last = analyzer.frames.reached ?? Timestamp(nanoseconds: 0)
        for link in analyzer.links {
            last = max(
                last, link.state.tracker.now.advanced(by: link.state.tracker.routers.learned.groupMembershipInterval))
        }
        return PacketClock(from: analyzer.firstAt ?? last, to: last, shownBy: analyzer.frames.clock)
    }
}

extension Analyzer {
    /// What to call a link of this analysis.
    borrowing func name(of link: Link) -> String {
        link.identity.name(interfaces[link.identity.interface].label)
    }
}

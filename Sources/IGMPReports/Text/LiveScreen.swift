package import IGMPAnalysis
import IGMPTracking
package import IGMPWire

/// The state of a live capture on a terminal, drawn over itself again and again.
///
/// It makes bytes and no more: whoever captures knows the terminal's size, writes the
/// bytes, and sees to it that ``end(to:)`` comes last.
package struct LiveScreen: Hashable, Sendable {
    /// What the capture tells of itself at the moment.
    package struct Status: Hashable, Sendable {
        /// Since the capture began, on the wall clock.
        package var elapsed: Interval
        /// Frames a second, of late.
        package var packetsPerSecond: Double
        package var igmpPacketsPerSecond: Double

        package init(elapsed: Interval, packetsPerSecond: Double, igmpPacketsPerSecond: Double) {
            self.elapsed = elapsed
            self.packetsPerSecond = packetsPerSecond
            self.igmpPacketsPerSecond = igmpPacketsPerSecond
        }
    }

    /// Of the terminal; may change from one drawing to the next.
    package var columns: Int
    package var rows: Int
    package var usesColor: Bool

    package init(columns: Int, rows: Int, usesColor: Bool) {
        self.columns = columns
        self.rows = rows
        self.usesColor = usesColor
    }

    /// Goes to the alternate screen, without cursor and without wrapping.
    package static func begin(to buffer: inout ByteBuffer) {
        buffer.append("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[H\u{1B}[2J")
    }

    /// Puts everything back that ``begin(to:)`` changed.
    package static func end(to buffer: inout ByteBuffer) {
        buffer.append("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    }

    /// Draws the state of `analyzer`, at the time that it has been advanced to.
    package func draw(
        _ analyzer: borrowing Analyzer, _ facts: CaptureFacts, _ status: Status, to buffer: inout ByteBuffer
    ) {
        buffer.append("\u{1B}[H")
        // The last column stays free: erasing behind a full line would take its last character.
        var lines = LineWriter(
            consume buffer, width: columns - 1, usesColor: usesColor, lineEnd: .eraseAndReturn, lines: max(rows, 1))
        draw(analyzer, facts, status, to: &lines)
        buffer = lines.finish()
        buffer.append("\u{1B}[J")
    }

    private func draw(
        _ analyzer: borrowing Analyzer, _ facts: CaptureFacts, _ status: Status, to lines: inout LineWriter
    ) {
        var clock = TextReport.clock(of: analyzer)
        let order = analyzer.linksInOrder()
        let totals = order.map { GroupTotals(of: analyzer.links[$0]) }
        drawHeader(analyzer, facts, status, to: &lines)
        // Links take a third of the screen at most.
        let shown = order.count <= max(rows / 3, 1) ? order.count : max(rows / 3 - 1, 1)
        for position in 0..<shown {
            let link = analyzer.links[order[position]]
            Self.draw(link, name: analyzer.name(of: link), totals[position], &clock, to: &lines)
        }
        for (interface, silence) in analyzer.silentInterfaces().prefix(max(rows / 6, 1)) {
            lines.add(analyzer.interfaces[interface].label, .heading)
            lines.line("  no IGMP heard in \(silence.spanText)", .warning)
        }
        if shown < order.count { lines.line("… and \(order.count - shown) more links", .quiet) }
        ScreenFindings.draw(analyzer, order, lineLimit: rows / 4, &clock, to: &lines)
        drawGroups(analyzer, order, totals, &clock, to: &lines)
    }

    private func drawHeader(
        _ analyzer: borrowing Analyzer, _ facts: CaptureFacts, _ status: Status, to lines: inout LineWriter
    ) {
        lines.add("igmpscope", .heading)
        lines.add("  \(status.elapsed.uptimeText)  \(Self.rate(status.packetsPerSecond)) packets/s")
        lines.add("  \(Self.rate(status.igmpPacketsPerSecond)) IGMP/s  \(analyzer.igmpPackets) IGMP")
        let dropped = (facts.droppedByKernel ?? 0) &+ (facts.droppedByInterface ?? 0)
        lines.add("  \(dropped) dropped", dropped > 0 ? .problem : .plain)
        for source in facts.sources {
            let isAbsent = source.gaps?.isOpen == true
            lines.add((source == facts.sources.first ? "  " : " ") + source.name, .quiet)
            if isAbsent { lines.add(" (down)", .problem) }
        }
        lines.endLine()
    }

    private static func draw(
        _ link: Link, name: String, _ totals: GroupTotals, _ clock: inout PacketClock, to lines: inout LineWriter
    ) {
        let routers = link.state.tracker.routers
        lines.add(name, .heading)
        if let elected = routers.elected {
            lines.add("  querier \(elected) v\(link.state.tracker.routerVersion)")
            let others = routers.queriers.count - 1
            if others > 0 { lines.add(" and \(UInt64(others).of("other"))", .warning) }
        } else {
            lines.add(routers.queriers.isEmpty ? "  no querier" : "  querier lost", .problem)
        }
        lines.add("  \(UInt64(totals.groups).of("group"))  \(UInt64(totals.memberships).of("membership"))")
        if totals.starved > 0 { lines.add("  \(totals.starved) starved", .problem) }
        if let tally = link.state.dataTally {
            lines.add("  \(tally.packets.of("packet")) of data")
            if let rate = tally.bitsPerSecond { lines.add(" \(DataText.rate(rate))") }
        }
        let counts = link.state.tracker.counts
        let rejected = Rejection.allCases.reduce(UInt64(0)) { $0 &+ counts[$1] }
        if rejected > 0 { lines.add("  \(rejected) rejected", .problem) }
        if counts.unverifiable > 0 { lines.add("  \(counts.unverifiable) unverified", .warning) }
        lines.endLine()
    }

    private func drawGroups(
        _ analyzer: borrowing Analyzer, _ order: [Int], _ totals: [GroupTotals], _ clock: inout PacketClock,
        to lines: inout LineWriter
    ) {
        // Those of 224.0.0.0/24, of which nothing depends, take a line together, which counts as one.
        var left = totals.reduce(0) { $0 + $1.groups - $1.local + ($1.local > 0 ? 1 : 0) }
        // Three lines more for each link: one free, its name, the titles.
        let links = totals.count { $0.groups > 0 }
        let memberships = totals.reduce(0) { $0 + $1.memberships }
        let showsMembers = 4 * links + left + memberships <= lines.linesLeft
        // A free line, the name, the titles, a group, and how many are left out.
        for (position, place) in order.enumerated() where totals[position].groups > 0 && lines.linesLeft >= 5 {
            let link = analyzer.links[place]
            let text = GroupsText(totals: totals[position], showsMembers: showsMembers, isVerbose: true)
            let table = GroupsText.table(totals[position], clockColumns: clock.columns, width: lines.width)
            lines.endLine()
            lines.line("Groups on \(analyzer.name(of: link))", .heading)
            table.writeTitles(to: &lines)
            let members = showsMembers ? GroupsText.memberTable(clockColumns: clock.columns, width: lines.width) : nil
            members?.writeTitles(to: &lines)
            link.state.tracker.forEachGroup { tracker, group in
                guard !group.address.isLocalGroup, lines.linesLeft > 1 || left == 1 else { return }
                left -= 1
                let supply = GroupTotals.supply(of: group, tracker)
                let cells = GroupsText.cells(group, supply, at: tracker.now, &clock)
                table.write(cells, to: &lines)
                if let members { text.writeMembers(tracker.members(of: group), members, &clock, to: &lines) }
            }
            let local = totals[position].local
            guard local > 0, lines.linesLeft > 1 || left == 1 else { continue }
            left -= 1
            lines.line("  \(UInt64(local).of("group")) in 224.0.0.0/24, on which nothing depends", .quiet)
        }
        if left > 0 { lines.line("… and \(UInt64(left).of("more group"))", .quiet) }
    }

    /// A rate in whole numbers, one decimal below 10; nothing that is not a number.
    private static func rate(_ perSecond: Double) -> String {
        let value = perSecond.isFinite ? min(max(perSecond, 0), 1e15) : 0
        let tenths = Int((value * 10).rounded())
        return value < 9.95 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)" : String(Int(value.rounded()))
    }
}

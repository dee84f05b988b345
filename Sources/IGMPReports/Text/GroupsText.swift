import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// The groups of a link as a table in the manner of `show ip igmp groups`, each with
/// its sources and members below it.
struct GroupsText {
    let totals: GroupTotals
    let showsMembers: Bool
    let isVerbose: Bool
    /// Where the delays of each group are to be told.
    var timing: TimingSnapshot?

    private static let memberIndent = 6

    func write(_ link: Link, _ clock: inout PacketClock, to lines: inout LineWriter) {
        let table = Self.table(totals, clockColumns: clock.columns, width: lines.width)
        let members = Self.memberTable(clockColumns: clock.columns, width: lines.width)
        table.writeTitles(to: &lines)
        if showsMembers, totals.memberships > 0 { members.writeTitles(to: &lines) }
        link.state.tracker.forEachGroup { tracker, group in
            let supply = GroupTotals.supply(of: group, tracker)
            table.write(Self.cells(group, supply, at: tracker.now, &clock), to: &lines)
            guard showsMembers else { return }
            writeSources(of: group, &clock, to: &lines)
            if let timing { write(tracker.timing(of: group, timing), to: &lines) }
            writeMembers(tracker.members(of: group), members, &clock, to: &lines)
        }
        if totals.hasLowerBounds {
            lines.paragraph(
                "+ at least so many: a member of version 1 or 2 keeps silent when it hears another's report."
                    .unbreakableUnits, indent: 2, .quiet)
        }
    }

    static func table(_ totals: GroupTotals, clockColumns: Int, width: Int) -> TextTable {
        TextTable(
            [
                .init("Group", totals.widestGroup, rank: 0),
                .init("Mode", 7, rank: 4),
                .init("Src", String(totals.mostSources).utf8.count, rightAligned: true, rank: 6),
                .init("Members", String(totals.mostMembers).utf8.count + 1, rightAligned: true, rank: 1),
                .init("V", 1, rank: 2),
                .init("Expires", clockColumns, rank: 3),
                .init("Last reporter", totals.widestReporter, rank: 5),
                .init("Since", clockColumns, rank: 7),
                .init("Uptime", 8, rank: 8),
            ], indent: 2, width: width)
    }

    static func cells(
        _ group: GroupSnapshot, _ supply: GroupTotals.Supply, at now: Timestamp, _ clock: inout PacketClock
    ) -> [TextTable.Cell] {
        return [
            .init(group.address.description, supply == .starved ? .problem : .plain),
            .init(group.isForwarding ? group.mode.name.description : "-"),
            .init(group.sources.isEmpty ? "-" : String(group.sources.count)),
            // The sign takes a column of its own, so that figures stay below each other.
            .init(String(group.memberCount) + (group.memberCountIsLowerBound ? "+" : " ")),
            .init(String(group.version)),
            expiry(of: group, supply, &clock),
            .init(group.lastReporter == .unspecified ? "-" : group.lastReporter.description),
            .init(clock.time(group.createdAt)),
            .init(now.since(group.createdAt).uptimeText),
        ]
    }

    private static func expiry(
        of group: GroupSnapshot, _ supply: GroupTotals.Supply, _ clock: inout PacketClock
    ) -> TextTable.Cell {
        if group.address.isLocalGroup { return .init("never", .quiet) }
        guard group.isForwarding, let expiresAt = group.expiresAt else {
            return switch supply {
            case .starved: .init("expired", .problem)
            case .ignored: .init("ignored", .warning)
            case .forwarded: .init("-")
            }
        }
        return .init(clock.time(expiresAt))
    }

    private func write(_ timing: GroupTimingSnapshot, to lines: inout LineWriter) {
        for (label, items) in [
            ("answers", DelaysText.items(of: timing.answers)), ("leaves", DelaysText.items(of: timing.leaves)),
        ]
        where !items.isEmpty {
            lines.pad(to: Self.memberIndent)
            lines.add("\(label) ", .quiet)
            lines.list(items, indent: Self.memberIndent + 8)
        }
    }

    private func writeSources(of group: GroupSnapshot, _ clock: inout PacketClock, to lines: inout LineWriter) {
        guard !group.sources.isEmpty else { return }
        let limit = isVerbose ? group.sources.count : TextReport.foldedCount
        var items = group.sources.prefix(limit).map { timer in
            let until = timer.expiresAt.map { "until \(clock.time($0))" } ?? "blocked"
            return "\(timer.source) \(until)"
        }
        if group.sources.count > limit { items.append("… and \(group.sources.count - limit) more sources") }
        lines.pad(to: Self.memberIndent)
        lines.add("sources ", .quiet)
        lines.list(items, indent: Self.memberIndent + 8)
    }

    static func memberTable(clockColumns: Int, width: Int) -> TextTable {
        TextTable(
            [
                .init("Member", 15, rank: 0),
                .init("V", 1, rank: 2),
                .init("State", 13, rank: 1),
                .init("Last report", clockColumns, rank: 3),
                .init("Joined", clockColumns, rank: 4),
                .init("MAC", 17, rank: 8),
                .init("Wants", 7, rank: 5),
            ], indent: memberIndent, width: width)
    }

    func writeMembers(
        _ members: [MemberSnapshot], _ table: TextTable, _ clock: inout PacketClock, to lines: inout LineWriter
    ) {
        let limit = isVerbose ? members.count : TextReport.foldedCount
        for member in members.prefix(limit) {
            table.write(
                [
                    .init(member.host.description),
                    .init(String(member.version)),
                    .init(member.state.name.words, member.state == .leaving ? .quiet : .plain),
                    .init(member.lastReportAt.map { clock.time($0) } ?? "never"),
                    .init(member.joinedAt.map { clock.time($0) } ?? "-"),
                    .init(member.mac?.description ?? "-"),
                    .init(Self.filter(of: member)),
                ], to: &lines)
        }
        if members.count > limit {
            lines.pad(to: Self.memberIndent)
            lines.line("… and \(members.count - limit) more; -v or --json lists all", .quiet)
        }
    }

    /// What a member asked for: `all`, `not 10.0.0.1`, `10.0.0.1 10.0.0.2`.
    private static func filter(of member: MemberSnapshot) -> String {
        if member.sources.isEmpty { return member.mode == .exclude ? "all" : "nothing" }
        let sources = member.sources.prefix(TextReport.foldedCount).map(\.description).joined(separator: " ")
        let rest = member.sources.count - TextReport.foldedCount
        return (member.mode == .exclude ? "not " : "") + sources + (rest > 0 ? " … and \(rest) more" : "")
    }
}

import IGMPTracking
import IGMPWire

/// The hosts of a link as a table: how they answer, and how they repeat themselves.
enum HostsText {
    static func write(
        _ tracker: borrowing LinkTracker, _ timing: TimingSnapshot, name: String, to lines: inout LineWriter
    ) {
        var hosts: [HostSnapshot] = []
        tracker.forEachHost(timing) { hosts.append($0) }
        guard !hosts.isEmpty else { return }
        lines.endLine()
        lines.line("Hosts on \(name)", .heading)
        let table = table(width: lines.width)
        table.writeTitles(to: &lines)
        for host in hosts { table.write(cells(host), to: &lines) }
    }

    private static func table(width: Int) -> TextTable {
        TextTable(
            [
                .init("Host", 15, rank: 0),
                .init("V", 1, rank: 4),
                .init("Groups", 6, rightAligned: true, rank: 3),
                .init("In time", 7, rightAligned: true, rank: 1),
                .init("Late", 4, rightAligned: true, rank: 1),
                .init("Missing", 7, rightAligned: true, rank: 1),
                .init("Median", 8, rightAligned: true, rank: 2),
                .init("At most", 8, rightAligned: true, rank: 2),
                .init("Changes", 7, rightAligned: true, rank: 6),
                .init("Repeats", 7, rightAligned: true, rank: 6),
                .init("Too few", 7, rightAligned: true, rank: 5),
                .init("Unasked", 7, rightAligned: true, rank: 7),
            ], indent: 2, width: width)
    }

    private static func cells(_ host: HostSnapshot) -> [TextTable.Cell] {
        let answers = host.answers
        let changes = host.stateChanges
        func number(_ value: UInt64, _ style: TextStyle = .plain) -> TextTable.Cell {
            value == 0 ? .init("-", .quiet) : .init(String(value), style)
        }
        return [
            .init(host.address.description),
            .init(host.version.map(String.init) ?? "-"),
            .init(String(host.groupCount)),
            number(answers.inTime),
            number(answers.late, .warning),
            number(answers.missing, .warning),
            .init(answers.delays.median?.secondsText ?? "-"),
            .init(answers.delays.summary.maximum?.secondsText ?? "-"),
            number(changes.changes),
            number(changes.repeats),
            number(changes.belowRobustness, .warning),
            number(changes.unsolicited),
        ]
    }
}

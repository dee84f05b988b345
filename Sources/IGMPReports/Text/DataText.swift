import IGMPTracking
import IGMPWire

/// The groups' own traffic on a link, in sum and as a table.
struct DataText {
    let isVerbose: Bool

    private static let sourceIndent = 6

    /// Among the lines that say what the link is like.
    static func writeTotals(of data: DataSnapshot, to lines: inout LineWriter) {
        var items = [data.tally.packets.of("packet"), data.tally.bytes.of("byte")]
        if let rate = data.tally.bitsPerSecond { items.append(Self.rate(rate)) }
        items.append(UInt64(data.groups.count { $0.tally.packets > 0 }).of("group"))
        if data.withoutMember > 0 { items.append("\(data.withoutMember.of("packet")) that no member wanted") }
        if data.fragments > 0 { items.append(data.fragments.of("fragment")) }
        lines.field("Data", items: items)
        let delays = Self.items(of: data.joins) + Self.items(of: data.leaves)
        if !delays.isEmpty { lines.field("", items: delays) }
        if data.badHeaders > 0 {
            lines.field("", items: ["\(data.badHeaders.of("packet")) of data with a bad IP header"], .problem)
        }
        if data.unverifiable > 0 {
            lines.field("", items: ["\(data.unverifiable.of("packet")) of data with a cut IP header"], .warning)
        }
    }

    /// Each group with its sources.
    func write(_ data: DataSnapshot, name: String, _ clock: inout PacketClock, to lines: inout LineWriter) {
        guard !data.groups.isEmpty else { return }
        lines.endLine()
        lines.line("Data on \(name)", .heading)
        let table = Self.table(data, clockColumns: clock.columns, width: lines.width)
        table.writeTitles(to: &lines)
        for group in data.groups {
            let sources = group.sources
            let only = sources.count == 1 ? sources[0].address.description : nil
            let source = only ?? (sources.isEmpty ? "-" : UInt64(sources.count).of("source"))
            table.write(
                Self.cells(group.address.description, source, group.tally, group.withoutMember, &clock), to: &lines)
            if isVerbose { writeDelays(of: group, to: &lines) }
            guard only == nil else { continue }
            let limit = isVerbose ? sources.count : TextReport.foldedCount
            for source in sources.prefix(limit) {
                table.write(
                    Self.cells("", source.address.description, source.tally, source.withoutMember, &clock), to: &lines)
            }
            if sources.count > limit {
                lines.pad(to: Self.sourceIndent)
                lines.line("… and \(sources.count - limit) more; -v or --json lists all", .quiet)
            }
        }
    }

    private static func table(_ data: DataSnapshot, clockColumns: Int, width: Int) -> TextTable {
        func columns(_ most: UInt64) -> Int { String(most).utf8.count }
        let isMissing = data.withoutMember > 0
        return TextTable(
            [
                .init("Group", 15, rank: 0),
                .init("Source", 15, rank: 2),
                .init("Packets", columns(data.tally.packets), rightAligned: true, rank: 1),
                .init("No member", isMissing ? columns(data.withoutMember) : 1, rightAligned: true, rank: 4),
                .init("Bytes", columns(data.tally.bytes), rightAligned: true, rank: 6),
                .init("Rate", 10, rightAligned: true, rank: 3),
                .init("Last", clockColumns, rank: 5),
                .init("First", clockColumns, rank: 7),
            ], indent: 2, width: width)
    }

    private static func cells(
        _ group: String, _ source: String, _ tally: DataTally, _ withoutMember: UInt64, _ clock: inout PacketClock
    ) -> [TextTable.Cell] {
        [
            .init(group), .init(source),
            .init(String(tally.packets), tally.packets == 0 ? .warning : .plain),
            .init(withoutMember > 0 ? String(withoutMember) : "-", withoutMember > 0 ? .warning : .plain),
            .init(String(tally.bytes)),
            .init(tally.bitsPerSecond.map { rate($0) } ?? "-"),
            .init(tally.lastAt.map { clock.time($0) } ?? "-"),
            .init(tally.firstAt.map { clock.time($0) } ?? "-"),
        ]
    }

    private func writeDelays(of group: DataGroupSnapshot, to lines: inout LineWriter) {
        let items = Self.items(of: group.joins) + Self.items(of: group.leaves)
        guard !items.isEmpty else { return }
        lines.pad(to: Self.sourceIndent)
        lines.list(items, indent: Self.sourceIndent)
    }

    /// Nothing where nobody joined.
    private static func items(of joins: DataJoinSnapshot) -> [String] {
        guard joins.count > 0 else { return [] }
        var items = [joins.count.of("first join")] + DelaysText.spread(of: joins.toFirstPacket, "to the first packet")
        if joins.alreadyFlowing > 0 { items.append("\(joins.alreadyFlowing) while packets came already") }
        if joins.withoutPacket > 0 { items.append("\(joins.withoutPacket) without a packet") }
        return items
    }

    /// Nothing where nobody left.
    private static func items(of leaves: DataLeaveSnapshot) -> [String] {
        guard leaves.count > 0 else { return [] }
        var items = [leaves.count.of("last leave")] + DelaysText.spread(of: leaves.toLastPacket, "to the last packet")
        if leaves.withoutPacket > 0 { items.append("\(leaves.withoutPacket) that no packet followed") }
        if leaves.stillFlowing > 0 { items.append("\(leaves.stillFlowing) after which packets go on") }
        return items
    }

    /// In bits a second, of three digits and a decimal prefix: `950 b/s`, `12.3 kb/s`, `4 Mb/s`.
    static func rate(_ bitsPerSecond: UInt64) -> String {
        guard bitsPerSecond >= 1000 else { return "\(bitsPerSecond) b/s" }
        var value = Double(bitsPerSecond)
        var prefixes = ["k", "M", "G", "T", "P", "E"][...]
        // What would round to a thousand of one is one of the next.
        value /= 1000
        while value >= 999.5, prefixes.count > 1 {
            value /= 1000
            prefixes.removeFirst()
        }
        let tenths = Int((value * 10).rounded())
        let number = value < 99.95 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)" : "\(Int(value.rounded()))"
        return "\(number) \(prefixes[prefixes.startIndex])b/s"
    }
}

import IGMPWire
import KernelCounters

/// Writes a comparison for a reader: a line for each counter, then what explains differences.
package struct ComparisonText: Sendable {
    /// In columns.
    private let width: Int
    private let usesColor: Bool

    package init(width: Int, usesColor: Bool) {
        self.width = width
        self.usesColor = usesColor
    }

    package func write(_ comparison: KernelComparison, to buffer: inout ByteBuffer) {
        let span = comparison.endedAt.since(comparison.startedAt).spanText
        var lines = LineWriter(consume buffer, width: width, usesColor: usesColor)
        for port in comparison.ports { write(port, span: span, to: &lines) }
        for host in comparison.hosts { write(host, span: span, to: &lines) }
        buffer = lines.finish()
    }

    private func write(_ port: PortComparison, span: String, to lines: inout LineWriter) {
        lines.line("\(port.name), port of \(port.bridge), during \(span)", .heading)
        let differences = port.difference
        let cells = zip(LinuxBridgeCounters.names, zip(zip(port.ours, port.kernel), differences)).map {
            (counter: $0, ours: "\($1.0.0)", kernel: "\($1.0.1)", difference: Self.signed($1.1), differs: $1.1 != 0)
        }
        func widest(_ column: (Int) -> String) -> Int { cells.indices.reduce(0) { max($0, column($1).count) } }
        let table = TextTable(
            [
                .init("Counter", LinuxBridgeCounters.names.reduce(0) { max($0, $1.count) }, rank: 0),
                .init("igmpscope", widest { cells[$0].ours }, rightAligned: true, rank: 1),
                .init("kernel", widest { cells[$0].kernel }, rightAligned: true, rank: 1),
                .init("difference", widest { cells[$0].difference }, rightAligned: true, rank: 0),
            ], indent: 2, width: width)
        table.writeTitles(to: &lines)
        for cell in cells {
            table.write(
                [
                    .init(cell.counter), .init(cell.ours), .init(cell.kernel),
                    .init(cell.difference, cell.differs ? .warning : .plain),
                ], to: &lines)
        }
        let count = UInt64(differences.count { $0 != 0 })
        let all = UInt64(differences.count).of("counter")
        lines.line("  \(count == 0 ? "\(all), no difference" : "\(all), \(count) of them different")")
        write(port.reasons, to: &lines)
    }

    private func write(_ host: HostComparison, span: String, to lines: inout LineWriter) {
        let addresses = host.addresses.map { " \($0)" }.joined()
        lines.line("\(host.name), this host\(addresses), during \(span)", .heading)
        let table = TextTable(
            [
                .init("Group", 15, rank: 0), .init("igmpscope", 9, rank: 1), .init("kernel", 9, rank: 1),
                .init("difference", 7, rank: 0),
            ], indent: 2, width: width)
        table.writeTitles(to: &lines)
        func write(_ name: String, _ ours: String, _ kernel: String) {
            let difference = ours == kernel ? "" : "differs"
            table.write(
                [.init(name), .init(ours), .init(kernel), .init(difference, .warning)], to: &lines)
        }
        write("querier", "V\(host.ourQuerierVersion)", "V\(host.kernelQuerierVersion)")
        func membership(_ isReporter: Bool?) -> String {
            isReporter.map { $0 ? "reporter" : "member" } ?? "-"
        }
        for row in host.rows { write("\(row.group)", membership(row.ours), membership(row.kernel)) }
        lines.line("  \(host.differs ? "different" : "no difference")")
        self.write(host.reasons, to: &lines)
    }

    private func write(_ reasons: [DifferenceReason], to lines: inout LineWriter) {
        for reason in reasons {
            lines.add("  - ")
            lines.paragraph(reason.message.unbreakableUnits, indent: 4)
        }
    }

    /// With its sign, unless it is 0.
    private static func signed(_ difference: Int64) -> String {
        difference > 0 ? "+\(difference)" : "\(difference)"
    }
}

/// A table's columns, as many of them as a line has room for.
struct TextTable {
    struct Column {
        let title: String
        /// What its widest cell needs; the title is never cut.
        let width: Int
        var isRightAligned = false
        /// What goes first where there is too little room goes by the highest rank.
        let rank: Int

        init(_ title: String, _ width: Int, rightAligned: Bool = false, rank: Int) {
            self.title = title
            self.width = max(width, title.terminalColumns)
            isRightAligned = rightAligned
            self.rank = rank
        }
    }

    struct Cell {
        let text: String
        var style = TextStyle.plain

        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// Columns of a higher rank are not worth it that others stand close together.
    private static let highestNeededRank = 7

    private let columns: [Column]
    /// The places of the columns that are shown.
    private let shown: [Int]
    private let indent: Int
    private let gap: Int

    /// Leaves out the columns of the highest rank until the rest fits into `width`.
    init(_ columns: [Column], indent: Int, width: Int) {
        self.columns = columns
        self.indent = indent
        var shown = Array(columns.indices)
        func fits(gap: Int) -> Bool {
            indent + shown.reduce(0) { $0 + columns[$1].width } + gap * (shown.count - 1) <= width
        }
        func highestRank() -> Int { shown.reduce(0) { max($0, columns[$1].rank) } }
        while shown.count > 1, !fits(gap: highestRank() > Self.highestNeededRank ? 2 : 1) {
            guard let least = shown.indices.max(by: { columns[shown[$0]].rank < columns[shown[$1]].rank }) else {
                break
            }
            shown.remove(at: least)
        }
        gap = fits(gap: 2) ? 2 : 1
        self.shown = shown
    }

    func writeTitles(to lines: inout LineWriter) {
        write(columns.map { Cell($0.title, .quiet) }, to: &lines)
    }

    /// Writes a row: a cell for every column, those that are not shown too.
    func write(_ cells: [Cell], to lines: inout LineWriter) {
        lines.pad(to: indent)
        var start = indent
        for (position, place) in shown.enumerated() {
            let column = columns[place]
            let cell = cells[place]
            if column.isRightAligned {
                lines.pad(to: start + column.width - cell.text.terminalColumns)
            } else if !cell.text.isEmpty {
                lines.pad(to: start)
            }
            lines.add(cell.text, cell.style)
            start += column.width + gap
            // A cell wider than was foreseen moves the rest of its row.
            if position < shown.count - 1 { start = max(start, lines.column + 1) }
        }
        lines.endLine()
    }
}

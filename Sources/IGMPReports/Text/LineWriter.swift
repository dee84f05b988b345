/// Writes lines for a terminal: none is longer than the width, nothing in them acts on
/// the terminal but the colours asked for.
///
/// A line is put together from pieces and written by ``endLine()``; one that is too long
/// ends in "…", unless it is for a file or a pipe.
struct LineWriter: ~Copyable {
    /// What stands behind a line.
    enum LineEnd {
        case newline
        /// Lines of a screen that is drawn over: the rest of the old line is erased.
        case eraseAndReturn
    }

    private struct Piece {
        let text: String
        let style: TextStyle
        let columns: Int
    }

    private var buffer: ByteBuffer
    /// In columns, at least 1.
    let width: Int
    private let usesColor: Bool
    private let cutsLines: Bool
    private let lineEnd: LineEnd
    /// How many lines may still be written; what comes after them is left out.
    private(set) var linesLeft: Int
    private var line: [Piece] = []
    /// Where the next piece begins, from 0; beyond the width in a line that will be cut.
    private(set) var column = 0

    init(
        _ buffer: consuming ByteBuffer, width: Int, usesColor: Bool, cutsLines: Bool = true,
        lineEnd: LineEnd = .newline,
        lines: Int = .max
    ) {
        self.buffer = buffer
        self.width = max(width, 1)
        self.usesColor = usesColor
        self.cutsLines = cutsLines
        self.lineEnd = lineEnd
        linesLeft = lines
    }

    /// Gives the buffer back.
    consuming func finish() -> ByteBuffer { buffer }

    /// Adds a piece to the line; what could act on a terminal is escaped.
    mutating func add(_ text: String, _ style: TextStyle = .plain) {
        guard !text.isEmpty else { return }
        let shown = text.escapedForTerminal
        let columns = shown.terminalColumns
        line.append(Piece(text: shown, style: style, columns: columns))
        column += columns
    }

    /// Fills up with spaces, so that the next piece begins at `column`.
    mutating func pad(to column: Int) {
        if column > self.column { add(String(repeating: " ", count: column - self.column)) }
    }

    mutating func endLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            column = 0
        }
        guard linesLeft > 0 else { return }
        linesLeft -= 1
        let isCut = cutsLines && column > width
        var room = isCut ? width - 1 : max(width, column)
        for piece in line {
            guard piece.columns > room else {
                write(piece.text, piece.style)
                room -= piece.columns
                continue
            }
            write(piece.text.prefix(columns: room), piece.style)
            break
        }
        if isCut { buffer.append("…") }
        switch lineEnd {
        case .newline: buffer.append("\n")
        // The last line of a screen must not scroll it.
        case .eraseAndReturn: buffer.append(linesLeft > 0 ? "\u{1B}[K\r\n" : "\u{1B}[K")
        }
    }

    private mutating func write(_ text: String, _ style: TextStyle) {
        guard usesColor, let sequence = style.sequence else { return buffer.append(unescaped: text) }
        buffer.append(sequence)
        buffer.append(unescaped: text)
        buffer.append(TextStyle.end)
    }
}

extension LineWriter {
    /// Where the text of a ``field(_:_:_:)`` begins.
    static let fieldIndent = 12

    /// One line of one piece.
    mutating func line(_ text: String, _ style: TextStyle = .plain) {
        add(text, style)
        endLine()
    }

    /// A label of at most 9 columns, and beside it a text in as many lines as it needs.
    mutating func field(_ label: String, _ text: String, _ style: TextStyle = .plain) {
        add("  ")
        add(label, .quiet)
        paragraph(text.unbreakableUnits, indent: Self.fieldIndent, style)
    }

    /// A label of at most 9 columns, and beside it items with commas, broken between items.
    mutating func field(_ label: String, items: [String], _ style: TextStyle = .plain) {
        add("  ")
        add(label, .quiet)
        list(items, indent: Self.fieldIndent, style)
    }

    /// Items with commas between them, broken between items.
    mutating func list(_ items: [String], indent: Int, _ style: TextStyle = .plain) {
        let last = items.count - 1
        paragraph(items.enumerated().map { $0 == last ? $1 : $1 + "," }, indent: indent, style)
    }

    /// Units with spaces between them, in as many lines as they need, each line
    /// indented. A unit longer than a line is broken at its spaces, or else anywhere.
    mutating func paragraph(_ units: [String], indent: Int, _ style: TextStyle = .plain) {
        // Where there is next to no room beside the indent, it is given up.
        let indent = indent + 8 <= width ? indent : 0
        if column > indent { endLine() }
        pad(to: indent)
        let room = width - indent
        for unit in units.flatMap({ $0.terminalColumns > room ? $0.unbreakableUnits : [$0] }) {
            var rest = unit.escapedForTerminal
            if column > indent {
                if column + 1 + rest.terminalColumns > width { breakLine(indent) } else { add(" ", style) }
            }
            while rest.terminalColumns > width - column {
                let head = rest.prefix(columns: width - column)
                // A character wider than the line: the line's end cuts it.
                guard !head.isEmpty else { break }
                add(head, style)
                rest.unicodeScalars.removeFirst(head.unicodeScalars.count)
                if !rest.isEmpty { breakLine(indent) }
            }
            add(rest, style)
        }
        endLine()
    }

    private mutating func breakLine(_ indent: Int) {
        endLine()
        pad(to: indent)
    }
}

extension String {
    /// Its words, a number together with what it counts.
    var unbreakableUnits: [String] {
        var units: [String] = []
        var endsInNumber = false
        for word in split(separator: " ") {
            if endsInNumber, let last = units.popLast() {
                units.append("\(last) \(word)")
                endsInNumber = false
            } else {
                units.append(String(word))
                endsInNumber = word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }
            }
        }
        return units
    }
}

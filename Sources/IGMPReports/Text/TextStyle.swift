/// How a piece of text stands out on a terminal that shows colours.
enum TextStyle: Hashable, Sendable {
    case plain
    case heading
    /// What one reads last: column titles, labels.
    case quiet
    /// What may be wrong.
    case warning
    /// What is wrong.
    case problem

    /// The control sequence that begins it (ECMA-48 section 8.3.117); nil where there is none.
    var sequence: StaticString? {
        switch self {
        case .plain: nil
        case .heading: "\u{1B}[1m"
        case .quiet: "\u{1B}[2m"
        case .warning: "\u{1B}[33m"
        case .problem: "\u{1B}[31m"
        }
    }

    /// The control sequence that ends every style.
    static let end: StaticString = "\u{1B}[0m"
}

extension Unicode.Scalar {
    /// How many columns of a terminal it takes at most.
    ///
    /// Marks that combine count as one: a line may come out shorter than
    /// counted, never longer.
    var terminalColumns: Int {
        if value < 0x1100 { return 1 }
        let isWide =
            switch value {
            // Hangul, CJK and full-width forms, then the planes of symbols and ideographs.
            case 0x1100...0x115F, 0x231A...0x23FF, 0x25FD...0x27BF, 0x2B00...0x2BFF, 0x2E80...0xA4CF,
                0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F000...0x1FAFF,
                0x20000...0x3FFFD:
                true
            default: false
            }
        return isWide ? 2 : 1
    }
}

extension String {
    /// How many columns of a terminal it takes at most, if nothing in it acts on the terminal.
    var terminalColumns: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return unicodeScalars.reduce(0) { $0 + $1.terminalColumns }
    }

    /// As much of its beginning as fits into `columns`.
    func prefix(columns: Int) -> String {
        var left = columns
        var prefix = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            left -= scalar.terminalColumns
            guard left >= 0 else { break }
            prefix.append(scalar)
        }
        return String(prefix)
    }
}

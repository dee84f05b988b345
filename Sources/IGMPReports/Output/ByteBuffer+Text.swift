extension ByteBuffer {
    /// Adds `text` as the contents of a JSON string (RFC 8259 section 7), without the quotes.
    ///
    /// Beyond what JSON asks for, everything that could act on a terminal is
    /// escaped too (``Unicode/Scalar/isHarmlessInTerminal``).
    package mutating func append(escapedForJSON text: String) {
        if append(text, ifAll: { Self.isPlain($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) { return }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case _ where scalar.isHarmlessInTerminal: append(unescaped: String(scalar))
            default:
                for unit in String(scalar).utf16 {
                    append("\\u")
                    append(hexadecimal: UInt64(unit), digits: 4)
                }
            }
        }
    }

    /// Adds `text` so that it cannot act on a terminal, whoever wrote it.
    ///
    /// Control and format characters, among them ESC and those that turn the
    /// direction of writing, become `\xNN` or `\u{N}`; everything else is left as it is.
    package mutating func append(escapedForTerminal text: String) {
        if append(text, ifAll: Self.isPlain) { return }
        for scalar in text.unicodeScalars {
            if scalar.isHarmlessInTerminal {
                append(unescaped: String(scalar))
            } else if scalar.value < 0x80 {
                append("\\x")
                append(hexadecimal: UInt64(scalar.value), digits: 2)
            } else {
                append("\\u{")
                append(unescaped: String(scalar.value, radix: 16))
                append(byte: UInt8(ascii: "}"))
            }
        }
    }

    /// Adds `text` as it is, if all of its bytes are as `isPlain` asks, and its bytes lie together. Returns whether
    /// it did.
    @inline(__always)
    private mutating func append(_ text: String, ifAll isPlain: (UInt8) -> Bool) -> Bool {
        // Copied before the loan ends.
        let isAdded = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            guard unsafe bytes.allSatisfy(isPlain) else { return false }
            unsafe append(UnsafeRawBufferPointer(bytes))
            return true
        }
        return isAdded ?? false
    }

    /// Whether the byte stands for a character of ASCII that can be seen, or a space.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F
    }
}

extension Unicode.Scalar {
    /// Whether it is neither a control nor a format character, nor a separator of
    /// lines (Unicode general categories Cc, Cf, Zl and Zp).
    var isHarmlessInTerminal: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

extension String {
    /// The same as ``ByteBuffer/append(escapedForTerminal:)`` adds.
    package var escapedForTerminal: String {
        var buffer = ByteBuffer(capacity: 0)
        buffer.append(escapedForTerminal: self)
        // Made of whole scalars, so nothing needs repair.
        return String(decoding: buffer.bytes(), as: UTF8.self)
    }
}

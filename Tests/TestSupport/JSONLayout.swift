/// Sets a JSON document for reading: what fits stays on one line, the order of keys
/// and the text of numbers are kept.
///
/// - Parameter text: a valid document.
package func laidOutJSON(_ text: String, width: Int = 116) -> String {
    var tokens = JSONTokens(rest: Array(text.utf8)[...])
    return tokens.value().laidOut(width: width, indent: 0) + "\n"
}

/// The values of every member with this key, in the order in which they stand, as an
/// array set for reading.
package func laidOutValues(of key: String, in text: String, width: Int = 116) -> String {
    var tokens = JSONTokens(rest: Array(text.utf8)[...])
    let values = tokens.value().values(of: "\"\(key)\"").map { (key: String?.none, value: $0) }
    return JSONText.container(open: "[", close: "]", values).laidOut(width: width, indent: 0) + "\n"
}

/// A value whose scalars are kept as they stand, keys with their quotes.
private indirect enum JSONText {
    case scalar(String)
    case container(open: String, close: String, [(key: String?, value: JSONText)])

    func values(of key: String) -> [JSONText] {
        guard case .container(_, _, let members) = self else { return [] }
        return members.flatMap { $0.key == key ? [$0.value] : $0.value.values(of: key) }
    }

    var onOneLine: String {
        guard case .container(let open, let close, let members) = self else { return laidOut(width: .max, indent: 0) }
        return open + members.map { ($0.key.map { "\($0): " } ?? "") + $0.value.onOneLine }.joined(separator: ", ")
            + close
    }

    func laidOut(width: Int, indent: Int) -> String {
        switch self {
        case .scalar(let text): return text
        case .container(let open, let close, let members):
            let line = onOneLine
            if indent + line.utf8.count <= width { return line }
            let margin = String(repeating: " ", count: indent + 2)
            let lines = members.map {
                margin + ($0.key.map { "\($0): " } ?? "") + $0.value.laidOut(width: width, indent: indent + 2)
            }
            return "\(open)\n\(lines.joined(separator: ",\n"))\n\(String(repeating: " ", count: indent))\(close)"
        }
    }
}

private struct JSONTokens {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ characters: String) {
        while let first = rest.first, characters.utf8.contains(first) { rest.removeFirst() }
    }

    mutating func string() -> String {
        var end = rest.startIndex + 1
        while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
            end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end + 1, rest.endIndex)
        defer { rest = rest[end...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    mutating func value() -> JSONText {
        skip(" \n\t\r,:")
        switch rest.first {
        case UInt8(ascii: "{"): return container(open: "{", close: "}")
        case UInt8(ascii: "["): return container(open: "[", close: "]")
        case UInt8(ascii: "\""): return .scalar(string())
        default:
            let scalar = rest.prefix { !",]} \n".utf8.contains($0) }
            rest = rest[scalar.endIndex...]
            return .scalar(String(decoding: scalar, as: UTF8.self))
        }
    }

    mutating func container(open: String, close: String) -> JSONText {
        rest.removeFirst()
        var members: [(key: String?, value: JSONText)] = []
        skip(" \n\t\r,")
        while let first = rest.first, !close.utf8.contains(first) {
            let key = open == "{" ? string() : nil
            members.append((key, value()))
            skip(" \n\t\r,")
        }
        rest = rest.dropFirst()
        return .container(open: open, close: close, members)
    }
}

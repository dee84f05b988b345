/// A JSON document, read by a strict parser of RFC 8259 that shares nothing with
/// the writer it checks.
///
/// Numbers keep their text, so that nothing is lost; a key twice in one object is an error.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package struct SyntaxError: Error, Hashable {
        package let offset: Int
    }

    /// Reads `text`, one document and white space.
    package init(_ text: String) throws(SyntaxError) {
        try self.init(bytes: Array(text.utf8))
    }

    /// Reads `bytes`, which must be UTF-8.
    package init(bytes: [UInt8]) throws(SyntaxError) {
        var parser = Parser(bytes: bytes)
        self = try parser.document()
    }

    /// The value of a member; nil where this is no object or has no such key.
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The elements; nil where this is no array.
    package var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The keys; nil where this is no object.
    package var keys: Set<String>? {
        if case .object(let members) = self { Set(members.keys) } else { nil }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }
}

private struct Parser {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var failure: JSONValue.SyntaxError { JSONValue.SyntaxError(offset: offset) }
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func document() throws(JSONValue.SyntaxError) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw failure }
        let value = try value()
        skipSpace()
        guard next == nil else { throw failure }
        return value
    }

    mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
    }

    mutating func take(_ text: String) throws(JSONValue.SyntaxError) {
        guard bytes[offset...].starts(with: text.utf8) else { throw failure }
        offset += text.utf8.count
    }

    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    mutating func value() throws(JSONValue.SyntaxError) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try take("true")
            return true
        case UInt8(ascii: "f"):
            try take("false")
            return false
        case UInt8(ascii: "n"):
            try take("null")
            return nil
        default: return .number(try number())
        }
    }

    mutating func object() throws(JSONValue.SyntaxError) -> JSONValue {
        try take("{")
        var members: [String: JSONValue] = [:]
        skipSpace()
        if takes("}") { return .object(members) }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try take(":")
            guard members.updateValue(try value(), forKey: key) == nil else { throw failure }
            skipSpace()
        } while takes(",")
        try take("}")
        return .object(members)
    }

    mutating func array() throws(JSONValue.SyntaxError) -> JSONValue {
        try take("[")
        var elements: [JSONValue] = []
        skipSpace()
        if takes("]") { return .array(elements) }
        repeat {
            elements.append(try value())
            skipSpace()
        } while takes(",")
        try take("]")
        return .array(elements)
    }

    mutating func digits() throws(JSONValue.SyntaxError) {
        let start = offset
        while let byte = next, byte >= 0x30, byte <= 0x39 { offset += 1 }
        guard offset > start else { throw failure }
    }

    mutating func number() throws(JSONValue.SyntaxError) -> String {
        let start = offset
        _ = takes("-")
        if !takes("0") { try digits() }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            if !takes("+") { _ = takes("-") }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    mutating func string() throws(JSONValue.SyntaxError) -> String {
        try take("\"")
        var units: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure }
            if byte == UInt8(ascii: "\\") {
                units += String(try escape()).utf8
            } else {
                units.append(byte)
                offset += 1
            }
        }
        try take("\"")
        return String(decoding: units, as: UTF8.self)
    }

    mutating func escape() throws(JSONValue.SyntaxError) -> Unicode.Scalar {
        try take("\\")
        let plain: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
            UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
        ]
        if let byte = next, let scalar = plain[byte] {
            offset += 1
            return scalar
        }
        let unit = try codeUnit()
        if UTF16.isLeadSurrogate(unit) {
            try take("\\")
            let trail = try codeUnit()
            guard UTF16.isTrailSurrogate(trail) else { throw failure }
            return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
        }
        guard let scalar = Unicode.Scalar(unit) else { throw failure }
        return scalar
    }

    mutating func codeUnit() throws(JSONValue.SyntaxError) -> UInt16 {
        try take("u")
        guard offset + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
        else { throw failure }
        offset += 4
        return unit
    }
}

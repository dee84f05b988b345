extension JSONValue {
    /// Where `other` first differs from this document, and how; nil where it does not.
    ///
    /// Objects are compared key by key in alphabetical order. Numbers differ where
    /// their text does.
    package func firstDifference(from other: JSONValue, at path: String = "$") -> String? {
        switch (self, other) {
        case (.object(let expected), .object(let actual)):
            for key in Set(expected.keys).union(actual.keys).sorted() {
                guard let expected = expected[key] else { return "\(path).\(key) is too much" }
                guard let actual = actual[key] else { return "\(path).\(key) is missing" }
                if let difference = expected.firstDifference(from: actual, at: "\(path).\(key)") { return difference }
            }
            return nil
        case (.array(let expected), .array(let actual)):
            for (index, pair) in zip(expected, actual).enumerated() {
                if let difference = pair.0.firstDifference(from: pair.1, at: "\(path)[\(index)]") { return difference }
            }
            if expected.count == actual.count { return nil }
            return "\(path) has \(actual.count) elements instead of \(expected.count)"
        default:
            return self == other ? nil : "\(path) is \(other.outline) instead of \(outline)"
        }
    }

    /// A scalar as it is written; of a container what it is.
    private var outline: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let text): text
        case .string(let text): "\"\(text)\""
        case .array(let elements): "an array of \(elements.count)"
        case .object(let members): "an object of \(members.count)"
        }
    }
}

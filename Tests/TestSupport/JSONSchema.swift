/// A JSON Schema (draft 2020-12), with the keywords that this project's schemas use
/// and no others: an unknown one is an error, never passed over.
package struct JSONSchema {
    package struct UnknownKeyword: Error, Hashable {
        package let path: String

        package init(path: String) {
            self.path = path
        }
    }

    private static let annotations: Set = ["$schema", "$defs", "title", "description"]
    private static let keywords: Set = [
        "$ref", "type", "enum", "const", "required", "properties", "additionalProperties", "items", "minimum",
        "maximum", "pattern", "anyOf",
    ]
    private let root: JSONValue
    private var patterns = PatternMatches()

    /// - Throws: ``UnknownKeyword`` for a schema that says more than is checked here.
    package init(_ root: JSONValue) throws(UnknownKeyword) {
        self.root = root
        try Self.check(root, at: "#")
    }

    /// What is wrong with `document`, each with its place; empty where it is valid.
    package mutating func problems(of document: JSONValue) -> [String] {
        validate(document, against: root, at: "$")
    }

    private static func check(_ schema: JSONValue, at path: String) throws(UnknownKeyword) {
        if case .bool = schema { return }
        guard case .object(let members) = schema else { throw UnknownKeyword(path: path) }
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            let place = "\(path)/\(key)"
            guard annotations.union(keywords).contains(key) else { throw UnknownKeyword(path: place) }
            switch key {
            case "properties", "$defs":
                guard case .object(let schemas) = value else { throw UnknownKeyword(path: place) }
                for (name, schema) in schemas { try check(schema, at: "\(place)/\(name)") }
            case "anyOf":
                for schema in value.elements ?? [] { try check(schema, at: place) }
            case "items", "additionalProperties": try check(value, at: place)
            default: break
            }
        }
    }

    private mutating func validate(_ value: JSONValue, against schema: JSONValue, at path: String) -> [String] {
        guard case .object(let rules) = schema else {
            return schema == false ? ["\(path) is not allowed"] : []
        }
        var problems: [String] = []
        for (keyword, rule) in rules.sorted(by: { $0.key < $1.key }) {
            switch keyword {
            case "$ref":
                guard let target = resolve(rule) else { return ["\(path): \(rule) leads nowhere"] }
                problems += validate(value, against: target, at: path)
            case "type":
                let types = rule.elements ?? [rule]
                if !types.contains(where: { value.isOf(type: $0) }) { problems.append("\(path) is not \(rule)") }
            case "enum":
                if !(rule.elements ?? []).contains(value) { problems.append("\(path) is none of \(rule): \(value)") }
            case "const":
                if value != rule { problems.append("\(path) is not \(rule)") }
            case "minimum":
                if let number = value.number, number < rule.number ?? .nan { problems.append("\(path) is too small") }
            case "maximum":
                if let number = value.number, number > rule.number ?? .nan { problems.append("\(path) is too large") }
            case "pattern":
                if case .string(let text) = value, case .string(let pattern) = rule,
                    !patterns.matches(text, pattern)
                {
                    problems.append("\(path) does not match: \(text)")
                }
            case "items":
                for (index, element) in (value.elements ?? []).enumerated() {
                    problems += validate(element, against: rule, at: "\(path)[\(index)]")
                }
            case "anyOf":
                let isAny = (rule.elements ?? []).contains { validate(value, against: $0, at: path).isEmpty }
                if !isAny { problems.append("\(path) is none of anyOf") }
            case "required", "properties", "additionalProperties":
                problems += validateMembers(of: value, keyword, rule, beside: rules, at: path)
            default: break
            }
        }
        return problems
    }

    private mutating func validateMembers(
        of value: JSONValue, _ keyword: String, _ rule: JSONValue, beside rules: [String: JSONValue], at path: String
    ) -> [String] {
        guard case .object(let members) = value else { return [] }
        var problems: [String] = []
        switch keyword {
        case "required":
            for case .string(let key) in rule.elements ?? [] where members[key] == nil {
                problems.append("\(path).\(key) is missing")
            }
        case "properties":
            for key in (rule.keys ?? []).sorted() {
                guard let member = members[key], let schema = rule[key] else { continue }
                problems += validate(member, against: schema, at: "\(path).\(key)")
            }
        default:
            let known = rules["properties"]?.keys ?? []
            for (key, member) in members.sorted(by: { $0.key < $1.key }) where !known.contains(key) {
                problems += validate(member, against: rule, at: "\(path).\(key)")
            }
        }
        return problems
    }

    /// What a reference inside the document, as `#/$defs/name`, leads to.
    private func resolve(_ reference: JSONValue) -> JSONValue? {
        guard case .string(let text) = reference, text.hasPrefix("#/") else { return nil }
        return text.dropFirst(2).split(separator: "/").reduce(root) { (place: JSONValue?, key) in
            place?[String(key)]
        }
    }
}

extension JSONValue {
    fileprivate var number: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    fileprivate func isOf(type: JSONValue) -> Bool {
        guard case .string(let name) = type else { return false }
        return switch (self, name) {
        case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
            (.object, "object"):
            true
        case (.number(let text), "integer"): Double(text).map { $0 == $0.rounded() } ?? false
        default: false
        }
    }
}

/// Regular expressions and what they said: most texts come again and again.
private struct PatternMatches {
    private var expressions: [String: Regex<AnyRegexOutput>] = [:]
    private var known: [String: [String: Bool]] = [:]

    mutating func matches(_ text: String, _ pattern: String) -> Bool {
        if let answer = known[pattern]?[text] { return answer }
        if expressions[pattern] == nil { expressions[pattern] = try? Regex(pattern) }
        // A pattern that cannot be read matches nothing, so that it shows.
        let answer = expressions[pattern].map { text.firstMatch(of: $0) != nil } ?? false
        known[pattern, default: [:]][text] = answer
        return answer
    }
}

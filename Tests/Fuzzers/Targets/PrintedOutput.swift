import IGMPReports
import TestSupport

/// What every output must be, whatever came in.
package enum PrintedOutput {
    /// What is wrong with text for a terminal: nothing but newlines may act on it.
    package static func complaint(aboutText bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return "text is not UTF-8" }
        for scalar in text.unicodeScalars where scalar != "\n" {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: return "text has U+\(scalar.value)"
            default: continue
            }
        }
        return nil
    }

    /// What is wrong with JSON, one document a line; that it may come before a
    /// terminal holds for it too.
    package static func complaint(aboutJSON bytes: [UInt8]) -> String? {
        if let complaint = complaint(aboutText: bytes) { return complaint }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            do { _ = try JSONValue(bytes: Array(line)) } catch {
                return "JSON is wrong at \(error.offset): \(String(decoding: line, as: UTF8.self))"
            }
        }
        return nil
    }
}

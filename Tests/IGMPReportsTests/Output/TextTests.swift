import Testing

@testable import IGMPReports

struct TextTests {
    @Test("Names that can be printed are left as they are", arguments: ["eth0", "", "Ethernet 2", "Überträger", "网络"])
    func harmless(name: String) {
        #expect(name.escapedForTerminal == name)
        #expect(written { $0.append(escapedForJSON: name) } == name)
    }

    @Test(
        "What could act on a terminal is escaped",
        arguments: [
            ("\u{1B}[2J", "\\x1b[2J"), ("a\nb", "a\\x0ab"), ("\u{7F}", "\\x7f"), ("\0", "\\x00"),
            ("\r\n", "\\x0d\\x0a"),
            ("\u{9B}31m", "\\u{9b}31m"), ("\u{202E}gpj", "\\u{202e}gpj"), ("\u{2066}", "\\u{2066}"),
            ("\u{200B}", "\\u{200b}"), ("\u{2028}", "\\u{2028}"), ("\u{E0001}", "\\u{e0001}"),
        ])
    func terminal(text: String, escaped: String) {
        #expect(text.escapedForTerminal == escaped)
    }

    @Test(
        "JSON strings are escaped as RFC 8259 asks, and beyond",
        arguments: [
            ("\"", "\\\""), ("\\Device\\NPF", "\\\\Device\\\\NPF"), ("\n\r\t", "\\n\\r\\t"), ("\u{1}", "\\u0001"),
            ("\u{1B}", "\\u001b"), ("\u{202E}", "\\u202e"), ("\u{E0001}", "\\udb40\\udc01"), ("😀", "😀"),
        ])
    func json(text: String, escaped: String) {
        #expect(written { $0.append(escapedForJSON: text) } == escaped)
    }
}

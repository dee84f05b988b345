import Testing

@testable import IGMPReports

struct LineWriterTests {
    @Test("A line as long as the width stays whole; one longer ends in an ellipsis at the width")
    func cutting() {
        #expect(written(width: 5) { $0.line("12345") } == ["12345"])
        #expect(written(width: 5) { $0.line("123456") } == ["1234…"])
        #expect(
            written(width: 5) {
                $0.add("123")
                $0.add("45")
                $0.add("6")
                $0.endLine()
            } == ["1234…"])
        #expect(written(width: 1) { $0.line("12") } == ["…"])
    }

    @Test("For a file or a pipe nothing is cut")
    func uncut() {
        #expect(written(width: 5, cutsLines: false) { $0.line("123456") } == ["123456"])
        #expect(written(width: 5, cutsLines: false) { $0.line("1234") } == ["1234"])
    }

    @Test("A character of two columns is never cut in half")
    func wideCharacters() {
        #expect(written(width: 4) { $0.line("表表") } == ["表表"])
        #expect(written(width: 4) { $0.line("表表表") } == ["表…"])
        #expect("表a".terminalColumns == 3)
        #expect("表表".prefix(columns: 3) == "表")
    }

    @Test("What could act on a terminal is escaped, whether in colours or not", arguments: [false, true])
    func escaping(usesColor: Bool) {
        let lines = written(width: 80, usesColor: usesColor) { $0.line("a\u{1B}[2Jb\r\u{202E}", .problem) }
        let text = "a\\x1b[2Jb\\x0d\\u{202e}"
        #expect(lines == [usesColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text])
    }

    @Test("Colours are written only if told so, and only for styles that have one")
    func colours() {
        let write: (inout LineWriter) -> Void = {
            $0.add("a", .heading)
            $0.add("b")
            $0.add("c", .warning)
            $0.endLine()
        }
        #expect(written(width: 80, write) == ["abc"])
        #expect(written(width: 80, usesColor: true, write) == ["\u{1B}[1ma\u{1B}[0mb\u{1B}[33mc\u{1B}[0m"])
    }

    @Test("A cut line ends its colour before the ellipsis")
    func cutColour() {
        let lines = written(width: 4, usesColor: true) { $0.line("12345", .problem) }
        #expect(lines == ["\u{1B}[31m123\u{1B}[0m…"])
    }

    @Test("Lines beyond the number allowed are left out")
    func lineLimit() {
        let write: (inout LineWriter) -> Void = {
            for index in 1...3 { $0.line(String(index)) }
        }
        #expect(written(width: 80, lines: 3, write) == ["1", "2", "3"])
        #expect(written(width: 80, lines: 2, write) == ["1", "2"])
    }

    @Test("A field breaks between words that fit, and keeps a number with its unit")
    func field() {
        #expect(
            written(width: 24) { $0.field("Label", "aaaa bbbbb cc") } == ["  Label     aaaa bbbbb", "            cc"])
        #expect(written(width: 25) { $0.field("Label", "aaaa bbbbb cc") } == ["  Label     aaaa bbbbb cc"])
        #expect(written(width: 22) { $0.field("Label", "for 12 s") } == ["  Label     for 12 s"])
        #expect(written(width: 20) { $0.field("Label", "for 12 sec") } == ["  Label     for", "            12 sec"])
    }

    @Test("Items break between each other; one too long breaks at its spaces, a word too long anywhere")
    func items() {
        let write: (inout LineWriter) -> Void = { $0.field("L", items: ["a b", "cc dd", "e"]) }
        #expect(written(width: 23, write) == ["  L         a b, cc dd,", "            e"])
        #expect(
            written(width: 20) { $0.field("L", items: ["aaa bbb ccc"]) } == ["  L         aaa bbb", "            ccc"])
        #expect(
            written(width: 20) { $0.field("L", items: ["123456789012"]) } == [
                "  L         12345678", "            9012",
            ])
    }

    @Test("No width is too narrow for anything", arguments: 1...20)
    func narrow(width: Int) {
        let lines = written(width: width) {
            $0.field("Label", "some words 表表表表表 that\u{1B} wrap 12 s")
            $0.field("Label", items: ["one", "two and more", "三"])
        }
        for line in lines { #expect(line.terminalColumns <= width, "\(line)") }
    }

    @Test("A number sticks to what it counts, a last number stands alone")
    func units() {
        #expect("a 1 b 2.5 c d 3".unbreakableUnits == ["a", "1 b", "2.5 c", "d", "3"])
        #expect("1 2 b".unbreakableUnits == ["1 2", "b"])
        #expect("".unbreakableUnits == [])
    }
}

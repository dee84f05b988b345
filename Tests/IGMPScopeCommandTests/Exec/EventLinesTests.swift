import TestSupport
import Testing

@testable import IGMPScopeCommand

@Suite("Lines that wait for their command")
struct EventLinesTests {
    private func text(_ line: [UInt8]?) -> String? { line.map { String(decoding: $0, as: UTF8.self) } }

    @Test("A line is there when its newline is, and comes out with it, in order")
    func whole() {
        var lines = EventLines(limit: 100)
        #expect(lines.popFirst() == nil)
        lines.append(Array("one\ntw".utf8))
        #expect(lines.count == 1)
        #expect(text(lines.popFirst()) == "one\n")
        #expect(lines.popFirst() == nil)
        lines.append(Array("o\n\nthree".utf8))
        #expect(lines.count == 2)
        #expect(text(lines.popFirst()) == "two\n")
        #expect(text(lines.popFirst()) == "\n")
        #expect(lines.popFirst() == nil)
        lines.append(Array("\n".utf8))
        #expect(text(lines.popFirst()) == "three\n")
    }

    @Test("From the limit on there is no room, unless no line is whole")
    func room() {
        var lines = EventLines(limit: 8)
        lines.append(Array("1234567".utf8))
        #expect(lines.hasRoom)
        lines.append(Array("890".utf8))
        #expect(lines.hasRoom, "its end has to come")
        lines.append(Array("\n".utf8))
        #expect(!lines.hasRoom)
        _ = lines.popFirst()
        lines.append(Array("123456\n".utf8))
        #expect(lines.hasRoom)
        lines.append(Array("8".utf8))
        #expect(!lines.hasRoom)
    }

    @Test("Whatever the pieces, the lines are those of the whole")
    func pieces() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let all = (0..<Int.random(in: 1...400, using: &random)).map { _ in
                Bool.random(using: &random) ? UInt8(ascii: "x") : UInt8(ascii: "\n")
            }
            var lines = EventLines(limit: 64)
            var taken: [[UInt8]] = []
            var place = 0
            while place < all.count {
                let end = min(all.count, place + Int.random(in: 1...30, using: &random))
                lines.append(all[place..<end])
                place = end
                for _ in 0..<Int.random(in: 0...9, using: &random) {
                    if let line = lines.popFirst() { taken.append(line) }
                }
            }
            while let line = lines.popFirst() { taken.append(line) }
            let whole = all.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
            #expect(taken == whole.map { $0 + [UInt8(ascii: "\n")] })
        }
    }
}

import Testing

@testable import IGMPReports

struct TextTableTests {
    private static let columns = [
        TextTable.Column("Name", 6, rank: 0),
        .init("N", 3, rightAligned: true, rank: 2),
        .init("Last", 4, rank: 1),
        .init("Extra", 5, rank: 9),
    ]

    private func rows(width: Int) -> [String] {
        let table = TextTable(Self.columns, indent: 2, width: width)
        return written(width: width) {
            table.writeTitles(to: &$0)
            table.write([.init("abc"), .init("12"), .init("x"), .init("y")], to: &$0)
        }
    }

    @Test("All columns are there where they fit, two spaces apart")
    func whole() {
        #expect(rows(width: 26) == ["  Name      N  Last  Extra", "  abc      12  x     y"])
    }

    @Test("The column of the highest rank goes first; needed ones move closer before another goes")
    func dropping() {
        #expect(rows(width: 25) == ["  Name      N  Last", "  abc      12  x"])
        #expect(rows(width: 19) == ["  Name      N  Last", "  abc      12  x"])
        #expect(rows(width: 18) == ["  Name     N Last", "  abc     12 x"])
        #expect(rows(width: 17) == ["  Name     N Last", "  abc     12 x"])
        #expect(rows(width: 16) == ["  Name    Last", "  abc     x"])
        #expect(rows(width: 9) == ["  Name", "  abc"])
    }

    @Test("A cell wider than its column moves the rest of its row, and is never run into")
    func overlong() {
        let table = TextTable(Self.columns, indent: 0, width: 40)
        let lines = written(width: 40) {
            table.write([.init("abcdefghi"), .init("12"), .init("x"), .init("y")], to: &$0)
        }
        #expect(lines == ["abcdefghi  12  x     y"])
    }
}

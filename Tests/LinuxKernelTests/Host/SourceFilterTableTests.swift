import IGMPWire
import Testing

@testable import LinuxKernel

@Suite("The table of source filters")
struct SourceFilterTableTests {
    @Test("Each source stands with its group and who names it, by interface; other lines are passed over")
    func entries() {
        let text = """
            Idx Device        MCA        SRC    INC    EXC
              2   eth0 0xe8010101 0xc0000201      1      0
             13 verylo 0xef010101 0x0a000001      0      2
              2   eth0 0xe8010101 0xc0000202      3      1
              3   eth1 e8010101 0xc0000201      1      0
              3   eth1 0xe8010101 0xc0000201      1

            """
        let table = SourceFilterTable.read(Array(text.utf8))
        #expect(table.keys.sorted() == [2, 13])
        let group = IPv4Address(232, 1, 1, 1)
        #expect(
            table[2] == [
                .init(group: group, source: IPv4Address(192, 0, 2, 1), including: 1, excluding: 0),
                .init(group: group, source: IPv4Address(192, 0, 2, 2), including: 3, excluding: 1),
            ])
        #expect(
            table[13] == [
                .init(
                    group: IPv4Address(239, 1, 1, 1), source: IPv4Address(10, 0, 0, 1), including: 0, excluding: 2)
            ])
    }
}

import Testing

@testable import IGMPReports

struct TotalsTextTests {
    private func lines(_ totals: TotalsText) -> String {
        var buffer = ByteBuffer(capacity: 0)
        totals.writeLines(to: &buffer)
        return String(decoding: buffer.bytes(), as: UTF8.self)
    }

    @Test("At the end each total has a line in tcpdump's wording")
    func closing() {
        let totals = TotalsText(captured: 1, receivedByFilter: 2, droppedByKernel: 0, droppedByInterface: 0)
        #expect(lines(totals) == "1 packet captured\n2 packets received by filter\n0 packets dropped by kernel\n")
    }

    @Test("Drops of the interface are told where there were some, what nobody counted never")
    func partial() {
        #expect(lines(TotalsText(captured: 0)) == "0 packets captured\n")
        #expect(
            lines(TotalsText(captured: 3, droppedByKernel: 1, droppedByInterface: 2))
                == "3 packets captured\n1 packet dropped by kernel\n2 packets dropped by interface\n")
    }

    @Test("Lines that were left out are told where there were some")
    func leftOut() {
        #expect(
            lines(TotalsText(captured: 3, linesLeftOut: 1))
                == "3 packets captured\n1 line left out: output was read too slowly\n")
    }

    @Test("On a signal all totals are in one line")
    func signal() {
        var buffer = ByteBuffer(capacity: 0)
        TotalsText(captured: 5, receivedByFilter: 6, droppedByKernel: 1).writeLine(to: &buffer)
        #expect(
            String(decoding: buffer.bytes(), as: UTF8.self)
                == "igmpscope: 5 packets captured, 6 packets received by filter, 1 packet dropped by kernel\n")
    }
}

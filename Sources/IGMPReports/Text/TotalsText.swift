/// The totals of a capture in tcpdump's wording.
package struct TotalsText: Hashable, Sendable {
    /// Frames that were taken in.
    package var captured: UInt64
    /// Frames that passed the capture filter; nil where nobody counted, as with a file.
    package var receivedByFilter: UInt64?
    package var droppedByKernel: UInt64?
    package var droppedByInterface: UInt64?
    /// Lines that were not written because their reader was too slow.
    package var linesLeftOut: UInt64

    package init(
        captured: UInt64, receivedByFilter: UInt64? = nil, droppedByKernel: UInt64? = nil,
        droppedByInterface: UInt64? = nil, linesLeftOut: UInt64 = 0
    ) {
        self.captured = captured
        self.receivedByFilter = receivedByFilter
        self.droppedByKernel = droppedByKernel
        self.droppedByInterface = droppedByInterface
        self.linesLeftOut = linesLeftOut
    }

    /// Adds a line for each, as at the end of a capture.
    package func writeLines(to buffer: inout ByteBuffer) {
        for part in parts {
            buffer.append(unescaped: part)
            buffer.append("\n")
        }
    }

    /// Adds all of them in one line behind the program's name, as on a signal that asks for them.
    package func writeLine(program: StaticString = "igmpscope", to buffer: inout ByteBuffer) {
        buffer.append(program)
        buffer.append(": ")
        buffer.append(unescaped: parts.joined(separator: ", "))
        buffer.append("\n")
    }

    /// Drops of the interface are told only where there were some.
    private var parts: [String] {
        var parts = ["\(captured.of("packet")) captured"]
        if let receivedByFilter { parts.append("\(receivedByFilter.of("packet")) received by filter") }
        if let droppedByKernel { parts.append("\(droppedByKernel.of("packet")) dropped by kernel") }
        if let droppedByInterface, droppedByInterface > 0 {
            parts.append("\(droppedByInterface.of("packet")) dropped by interface")
        }
        if linesLeftOut > 0 { parts.append("\(linesLeftOut.of("line")) left out: output was read too slowly") }
        return parts
    }
}

import IGMPAnalysis
import IGMPWire

/// The last packets that were not taken as messages, with their first bytes.
///
///       03:04:15  eth0  packet 22, 10.0.0.7 to 239.9.9.9
///                 bad checksum (sum 0xfffe, not 0xffff)
///                 46c0 0020 0000 0000 0102 …
enum BadPacketsText {
    static func write(_ analyzer: borrowing Analyzer, _ clock: inout PacketClock, to lines: inout LineWriter) {
        for packet in analyzer.badPackets.inOrder() {
            lines.add("  \(clock.time(shown: packet.timestamp))", .quiet)
            lines.add(
                "  \(packet.link.name(analyzer.interfaces[packet.link.interface].label))  packet \(packet.number)")
            lines.add(", \(packet.source) to \(packet.destination)")
            lines.endLine()
            lines.paragraph("\(packet.fault)".unbreakableUnits, indent: LineWriter.fieldIndent, .problem)
            lines.paragraph(hexadecimalPairs(of: packet), indent: LineWriter.fieldIndent, .quiet)
        }
    }

    private static func hexadecimalPairs(of packet: BadPacket) -> [String] {
        var pairs: [String] = []
        for index in 0..<packet.byteCount {
            let byte = packet.byte(at: index)
            let digits = String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            if index % 2 == 0 { pairs.append(digits) } else { pairs[pairs.count - 1] += digits }
        }
        return pairs
    }
}

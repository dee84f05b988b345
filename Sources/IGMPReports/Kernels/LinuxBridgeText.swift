import KernelCounters

/// Writes a bridge port's counters as `ip -s link xstats type bridge_slave igmp`
/// does, byte for byte (iproute2 ip/iplink_bridge.c), as far as IGMP goes.
enum LinuxBridgeText {
    private static let indent: StaticString = "                    "

    /// - Parameter name: of the port; padded to 16 columns on its right.
    static func write(_ counters: LinuxBridgeCounters, name: String, to buffer: inout ByteBuffer) {
        let shown = name.escapedForTerminal
        buffer.append(unescaped: shown + String(repeating: " ", count: max(16 - shown.unicodeScalars.count, 0)))
        buffer.append("\n")
        buffer.append(indent)
        buffer.append("IGMP queries:\n")
        write(counters.igmpQueries, to: &buffer)
        buffer.append(indent)
        buffer.append("IGMP reports:\n")
        write(counters.igmpReports, to: &buffer)
        buffer.append(indent)
        buffer.append("IGMP leaves: RX: ")
        buffer.append(decimal: counters.igmpLeaves.rx)
        buffer.append(" TX: ")
        buffer.append(decimal: counters.igmpLeaves.tx)
        buffer.append("\n")
        buffer.append(indent)
        buffer.append("IGMP parse errors: ")
        buffer.append(decimal: counters.igmpParseErrors)
        buffer.append("\n")
    }

    private static func write(_ versions: LinuxBridgeCounters.Versions, to buffer: inout ByteBuffer) {
        writeLine("RX", [versions.rxV1, versions.rxV2, versions.rxV3], to: &buffer)
        writeLine("TX", [versions.txV1, versions.txV2, versions.txV3], to: &buffer)
    }

    private static func writeLine(_ direction: StaticString, _ versions: [UInt64], to buffer: inout ByteBuffer) {
        buffer.append(indent)
        buffer.append("  ")
        buffer.append(direction)
        buffer.append(":")
        for (index, count) in versions.enumerated() {
            buffer.append(" v")
            buffer.append(decimal: index + 1)
            buffer.append(" ")
            buffer.append(decimal: count)
        }
        buffer.append("\n")
    }
}

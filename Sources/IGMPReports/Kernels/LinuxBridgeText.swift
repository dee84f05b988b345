import KernelCounters

/// Writes a bridge port's counters as `ip -s link xstats type bridge_slave` does,
/// byte for byte (iproute2 ip/iplink_bridge.c). Of MLD and STP nothing is read: they
/// stand there as on a link that has neither.
enum LinuxBridgeText {
    private static let indent: StaticString = "                    "

    /// - Parameter name: of the port; padded to 16 columns on its right.
    static func write(_ counters: LinuxBridgeCounters, name: String, to buffer: inout ByteBuffer) {
        let shown = name.escapedForTerminal
        buffer.append(unescaped: shown + String(repeating: " ", count: max(16 - shown.unicodeScalars.count, 0)))
        buffer.append("\n")
        line("IGMP queries:", to: &buffer)
        write(counters.igmpQueries, to: &buffer)
        line("IGMP reports:", to: &buffer)
        write(counters.igmpReports, to: &buffer)
        line("IGMP leaves: ", counters.igmpLeaves, to: &buffer)
        line("IGMP parse errors: ", counters.igmpParseErrors, to: &buffer)
        for label in ["MLD queries:", "MLD reports:"] as [StaticString] {
            line(label, to: &buffer)
            for direction in ["RX", "TX"] as [StaticString] { writeLine(direction, [0, 0], to: &buffer) }
        }
        line("MLD leaves: ", LinuxBridgeCounters.Directions(), to: &buffer)
        line("MLD parse errors: ", 0, to: &buffer)
        line("STP BPDU:  ", LinuxBridgeCounters.Directions(), to: &buffer)
        line("STP TCN:   ", LinuxBridgeCounters.Directions(), to: &buffer)
        line("STP Transitions: Blocked: 0 Forwarding: 0", to: &buffer)
    }

    private static func line(_ label: StaticString, to buffer: inout ByteBuffer) {
        buffer.append(indent)
        buffer.append(label)
        buffer.append("\n")
    }

    private static func line(
        _ label: StaticString, _ counts: LinuxBridgeCounters.Directions, to buffer: inout ByteBuffer
    ) {
        buffer.append(indent)
        buffer.append(label)
        buffer.append("RX: ")
        buffer.append(decimal: counts.rx)
        buffer.append(" TX: ")
        buffer.append(decimal: counts.tx)
        buffer.append("\n")
    }

    private static func line(_ label: StaticString, _ count: UInt64, to buffer: inout ByteBuffer) {
        buffer.append(indent)
        buffer.append(label)
        buffer.append(decimal: count)
        buffer.append("\n")
    }

    private static func write(_ versions: LinuxBridgeCounters.Versions, to buffer: inout ByteBuffer) {
        writeLine("RX", [versions.rxV1, versions.rxV2, versions.rxV3], to: &buffer)
        writeLine("TX", [versions.txV1, versions.txV2, versions.txV3], to: &buffer)
    }

    /// One direction, version by version.
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

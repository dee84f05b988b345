import IGMPTracking
import IGMPWire

/// Looks for what is wrong on one link, and keeps what it has found.
struct LinkFindings: ~Copyable {
    var table: FindingTable
    /// How many findings have been taken by ``takeNew()``.
    private var takenCount = 0

    init(limit: Int, ignored: FindingCodes) {
        table = FindingTable(limit: limit, ignored: ignored)
    }

    /// Looks at a packet that the link's tracker has taken in. Returns why it is no
    /// message, if it is none.
    @inline(__always)
    mutating func observe(_ packet: borrowing IGMPPacket) -> PacketFault? {
        PacketScreen.isOrdinary(packet) ? nil : checkPacket(packet)
    }

    /// Whether there are findings that ``takeNew()`` would give.
    var hasNew: Bool { takenCount < table.findings.count }

    /// The findings made since this was last asked, in the order of time.
    mutating func takeNew() -> [Finding] {
        defer { takenCount = table.findings.count }
        return Array(table.findings[takenCount...])
    }

    /// Makes a finding about the sender of a packet.
    mutating func note(
        _ code: FindingCode, _ packet: borrowing IGMPPacket, group: IPv4Address? = nil,
        detail: FindingDetail = .none
    ) {
        table.note(
            code, host: packet.ip.source, group: group, mac: packet.link.source, detail: detail,
            at: packet.timestamp)
    }
}

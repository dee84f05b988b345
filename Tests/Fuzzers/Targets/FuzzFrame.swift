import IGMPWire
import PlainReading
import TestSupport

/// A frame out of an input.
struct FuzzFrame {
    var bytes: [UInt8]
    let linkType: LinkType
    let help: Helping
    var timestamp = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    var number: UInt64 = 1

    init(_ bytes: [UInt8], linkType: LinkType, help: Helping) {
        self.bytes = bytes
        self.linkType = linkType
        self.help = help
        if help.contains(.repairsChecksums) { repairChecksums() }
    }

    /// On the wire, in bytes.
    var originalLength: Int { bytes.count + (help.contains(.isCut) ? 40 : 0) }

    /// Lends it as a capture would.
    func lend(_ body: (borrowing CapturedFrame) -> Void) {
        TestSupport.lend(bytes) { lent in
            body(
                CapturedFrame(
                    bytes: lent, originalLength: originalLength, timestamp: timestamp, linkType: linkType,
                    direction: help.direction, number: number))
        }
    }

    /// The same for the second reading.
    var plain: PlainFrame {
        PlainFrame(
            bytes: bytes, originalLength: originalLength, nanoseconds: timestamp.nanoseconds,
            linkType: Int(linkType.rawValue),
            direction: help.contains(.isInbound) ? .inbound : help.contains(.isOutbound) ? .outbound : .unknown)
    }

    /// Puts the checksums of an IPv4 header and of the IGMP message behind it right.
    private mutating func repairChecksums() {
        let linkType = linkType
        let start = TestSupport.lend(bytes) { lent in
            let link = LinkHeader(of: lent, linkType: linkType)
            return link.network == .ipv4 ? link.payloadOffset : nil
        }
        guard let start, bytes.count - start >= 20 else { return }
        let headerEnd = start + Int(bytes[start] & 15) * 4
        guard headerEnd >= start + 20, headerEnd <= bytes.count else { return }
        let header = PacketBuilder.checksummed(Array(bytes[start..<headerEnd]), at: 10)
        bytes.replaceSubrange(start..<headerEnd, with: header)
        let end = min(start + Int(bytes[start + 2]) << 8 + Int(bytes[start + 3]), bytes.count)
        guard bytes[start + 9] == 2, end - headerEnd >= 4 else { return }
        let message = PacketBuilder.checksummed(Array(bytes[headerEnd..<end]), at: 2)
        bytes.replaceSubrange(headerEnd..<end, with: message)
    }
}

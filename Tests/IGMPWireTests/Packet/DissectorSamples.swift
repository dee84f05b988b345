import IGMPWire
import TestSupport

/// Frames, and what a dissector made of them.
enum DissectorSamples {
    static let host = IPv4Address(10, 0, 0, 1)
    static let group = IPv4Address(239, 1, 2, 3)
    static let report = PacketBuilder.igmp(type: 0x16, group: group)

    /// What is kept of a packet that was seen.
    struct Seen {
        var verdict: IGMPPacket.Verdict
        var payload: [UInt8]
        var payloadLength: Int
        var timestamp: Timestamp
        var number: UInt64
        var interface: Int
        var direction: FrameDirection
        var frameLength: Int
        var link: LinkHeader
        var ip: IPv4Header
        var options: IPv4Options

        init(_ packet: borrowing IGMPPacket) {
            verdict = packet.verdict
            payload = copied(packet.message.bytes)
            payloadLength = packet.payloadLength
            timestamp = packet.timestamp
            number = packet.number
            interface = packet.interface
            direction = packet.direction
            frameLength = packet.frameLength
            link = packet.link
            ip = packet.ip
            options = packet.options
        }
    }

    /// What a capture says of a frame.
    struct Capture {
        var linkType = LinkType.ethernet
        var originalLength: Int?
        var timestamp = Timestamp(nanoseconds: 0)
        var direction = FrameDirection.unknown
        var interface = 0
        var number: UInt64 = 1
    }

    static func dissect(
        _ frame: [UInt8], as capture: Capture = Capture(), by dissector: inout Dissector
    ) -> [Seen] {
        var seen: [Seen] = []
        lend(frame) { bytes in
            let frame = CapturedFrame(
                bytes: bytes.dropFirst(0), originalLength: capture.originalLength ?? frame.count,
                timestamp: capture.timestamp, linkType: capture.linkType, direction: capture.direction,
                interface: capture.interface, number: capture.number)
            dissector.dissect(frame) { seen.append(Seen($0)) }
        }
        return seen
    }

    /// By a dissector of its own.
    static func dissect(_ frame: [UInt8], as capture: Capture = Capture()) -> [Seen] {
        var dissector = Dissector()
        return dissect(frame, as: capture, by: &dissector)
    }

    /// `payload` in an Ethernet frame from `host` to the group.
    static func frame(
        _ payload: [UInt8] = report, protocol: UInt8 = 2, options: [UInt8] = [0x94, 4, 0, 0],
        tags: [PacketBuilder.Tag] = []
    ) -> [UInt8] {
        PacketBuilder.ethernet(
            tags: tags,
            payload: PacketBuilder.ipv4(
                source: host, destination: group, payload: payload, protocol: `protocol`, options: options))
    }

    /// `frame`, an untagged one with 24 bytes of IPv4 header, with both checksums right again.
    static func repaired(_ frame: [UInt8], packetOffset: Int = 14) -> [UInt8] {
        guard frame.count >= packetOffset + 28 else { return frame }
        let header = packetOffset..<packetOffset + 24
        return frame[..<packetOffset] + PacketBuilder.checksummed(Array(frame[header]), at: 10)
            + PacketBuilder.checksummed(Array(frame[header.upperBound...]), at: 2)
    }

    /// A report of 150 records with two sources each: 2408 bytes.
    static let longReport = PacketBuilder.reportV3(
        (0..<150).map { index in
            PacketBuilder.record(
                type: 1 + UInt8(index % 6), group: IPv4Address(239, 9, 0, UInt8(index)),
                sources: [IPv4Address(192, 0, 2, UInt8(index)), IPv4Address(198, 51, 100, UInt8(index))])
        })

    /// `payload` in frames of at most `size` bytes of payload each, which must be a
    /// multiple of 8; only the first has Router Alert.
    static func fragments(
        of payload: [UInt8], size: Int, identification: UInt16 = 9, tags: [PacketBuilder.Tag] = []
    ) -> [[UInt8]] {
        stride(from: 0, to: payload.count, by: size).map { start in
            let end = min(payload.count, start + size)
            let field = UInt16(start / 8) | (end < payload.count ? 0x2000 : 0)
            return PacketBuilder.ethernet(
                tags: tags,
                payload: PacketBuilder.ipv4(
                    source: host, destination: .igmpV3Routers, payload: Array(payload[start..<end]),
                    identification: identification, fragmentField: field,
                    options: start == 0 ? [0x94, 4, 0, 0] : []))
        }
    }
}

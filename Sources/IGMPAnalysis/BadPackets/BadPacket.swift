public import IGMPWire

/// A packet that was not taken as a message, with its first bytes.
public struct BadPacket: Sendable {
    /// How many of its bytes are kept.
    public static let byteLimit = 128

    /// What the clock showed.
    public let timestamp: Timestamp
    /// The frame's place in its source, counted from 1.
    public let number: UInt64
    public let link: LinkIdentity
    public let source: IPv4Address
    public let destination: IPv4Address
    public let sourceMAC: MACAddress?
    public let fault: PacketFault
    /// Whether it is a datagram that was put together from fragments. Its bytes are
    /// then those of the message; else they begin with the IP header.
    public let isReassembled: Bool
    /// Where the field is that is at fault, counted as the bytes are.
    public let offset: Int
    /// How long what the bytes are of is by the IP header, in bytes.
    public let length: Int
    /// How many bytes are kept.
    public let byteCount: Int
    /// Eight bytes each, the first in the lowest.
    private var words: InlineArray<16, UInt64>

    /// - Parameters:
    ///   - frame: in which it was captured.
    ///   - time: what the clock showed then.
    init(
        _ packet: borrowing IGMPPacket, of link: LinkIdentity, _ fault: PacketFault, frame: borrowing Bytes,
        at time: Timestamp
    ) {
        timestamp = time
        number = packet.number
        self.link = link
        source = packet.ip.source
        destination = packet.ip.destination
        sourceMAC = packet.link.source
        self.fault = fault
        isReassembled = packet.isReassembled
        offset = fault.offset(headerLength: packet.isReassembled ? 0 : packet.ip.headerLength)
        length = packet.isReassembled ? packet.payloadLength : packet.ip.totalLength
        words = InlineArray(repeating: 0)
        if packet.isReassembled {
            byteCount = Self.copy(packet.message.bytes, limit: .max, to: &words)
        } else {
            let start = min(max(packet.link.payloadOffset, 0), frame.count)
            // What pads a frame is shown only where the lengths are not to be trusted.
            var limit = packet.ip.totalLength
            if case .ip = fault { limit = packet.link.payloadLength ?? .max }
            byteCount = Self.copy(frame.dropFirst(start), limit: limit, to: &words)
        }
    }

    /// The byte at `index`, 0 to ``byteCount`` - 1.
    public func byte(at index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: words[index / 8] >> UInt64(index % 8 * 8))
    }

    private static func copy(_ bytes: borrowing Bytes, limit: Int, to words: inout InlineArray<16, UInt64>) -> Int {
        let count = min(bytes.count, limit, byteLimit)
        for word in 0..<count / 8 { words[word] = UInt64(littleEndian: bytes.load(at: 8 * word)) }
        for index in count / 8 * 8..<count {
            words[index / 8] |= UInt64(bytes.uint8(at: index)) << UInt64(index % 8 * 8)
        }
        return count
    }
}

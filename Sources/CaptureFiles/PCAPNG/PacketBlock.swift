import IGMPWire

/// The fields of an enhanced packet block (draft-ietf-opsawg-pcapng section 4.3):
///
///     |                         Interface ID                          |
///     |                   Timestamp (upper 32 bits)                   |
///     |                   Timestamp (lower 32 bits)                   |
///     |                    Captured Packet Length                     |
///     |                    Original Packet Length                     |
///     |            Packet Data, padded to a multiple of 4             |
///     |                            Options                            |
///
/// and of the obsolete packet block (appendix A), which has an Interface ID of
/// 16 bits and a count of drops beside it.
struct PacketBlock {
    private typealias Field = PcapNGFormat.EnhancedPacket

    let interface: Int
    /// In the units of the interface's clock.
    let time: UInt64
    let capturedLength: Int
    let originalLength: Int
    let direction: FrameDirection

    /// Reads the fields of `block`, which is a whole block of at least the minimum length.
    init(_ block: OrderedBytes, isObsolete: Bool) throws(CaptureFileError.Reason) {
        interface = isObsolete ? Int(block.uint16(at: Field.interface)) : Int(block.uint32(at: Field.interface))
        time = block.highLow(at: Field.timestampHigh)
        capturedLength = Int(block.uint32(at: Field.capturedLength))
        originalLength = Int(block.uint32(at: Field.originalLength))
        let room = block.count - Field.minimumLength
        guard capturedLength <= room else { throw .frameExceedsBlock(length: capturedLength, available: room) }
        let data = min(PcapNGFormat.padded(capturedLength), room)
        direction = Self.direction(block.slice(from: Field.data + data, count: room - data))
    }

    /// The two lowest bits of the flags (section 4.3.1). Damaged options leave it unknown: the frame itself is whole.
    private static func direction(_ bytes: OrderedBytes) -> FrameDirection {
        var options = PcapNGOptions(bytes)
        while let option = try? options.next() {
            guard option.code == PcapNGFormat.Option.packetFlags, option.value.count == 4 else { continue }
            switch option.value.uint32(at: 0) & PcapNGFormat.Option.directionMask {
            case PcapNGFormat.Option.inbound: return .inbound
            case PcapNGFormat.Option.outbound: return .outbound
            default: return .unknown
            }
        }
        return .unknown
    }
}

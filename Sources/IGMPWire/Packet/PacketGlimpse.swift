/// What an untagged Ethernet frame seems to carry, at a glance: nothing is checked but that the bytes are there.
///
/// For preparing for a packet that will be dissected later, never for taking it in.
public struct PacketGlimpse: ~Escapable {
    public let source: IPv4Address
    /// To the end of the frame.
    public let message: IGMPMessage

    /// Nil where it is plain that there is no IGMP message of 8 bytes or more.
    @inlinable @inline(__always) @_lifetime(copy frame)
    public init?(_ frame: Bytes, linkType: LinkType) {
        let start = LinkHeader.ethernetLength
        guard linkType.rawValue == 1,
            frame.count >= start &+ IPv4Header.minimumLength &+ IGMPMessage.minimumLength,
            frame.uint16(at: 12) == EtherType.ipv4,
            frame.uint8(at: start &+ IPv4Header.protocolOffset) == IPv4Header.igmp
        else { return nil }
        let length = Int(frame.uint8(at: start) & 15) &* 4
        guard frame.count >= start &+ length &+ IGMPMessage.minimumLength else { return nil }
        source = IPv4Address(rawValue: frame.uint32(at: start &+ 12))
        message = IGMPMessage(frame.dropFirst(start &+ length))
    }
}

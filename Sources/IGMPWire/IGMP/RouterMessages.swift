/// The fixed part of a multicast traceroute query or response, read in place
/// (draft-ietf-idmr-traceroute-ipm section 3).
///
///     |   IGMP Type   |     # hops    |           checksum            |
///     |                        Multicast Address                      |
///     |                         Source Address                        |
///     |                      Destination Address                      |
///     |                        Response Address                       |
///     |    resp ttl   |                   Query ID                    |
public struct MtraceHeader: Hashable, Sendable {
    static let length = 24

    public let hopLimit: UInt8
    public let group: IPv4Address
    public let source: IPv4Address
    public let destination: IPv4Address
    public let responseAddress: IPv4Address
    public let responseTimeToLive: UInt8
    /// 24 bits.
    public let queryIdentifier: UInt32
    /// How many 32-byte response blocks follow.
    public let responseCount: Int

    /// Nil when the message is no mtrace message of 24 bytes or more.
    public init?(_ message: borrowing IGMPMessage) {
        let bytes = message.bytes
        guard message.type == .mtraceQuery || message.type == .mtraceResponse, bytes.count >= Self.length else {
            return nil
        }
        hopLimit = bytes.uint8(at: 1)
        group = IPv4Address(rawValue: bytes.uint32(at: 4))
        source = IPv4Address(rawValue: bytes.uint32(at: 8))
        destination = IPv4Address(rawValue: bytes.uint32(at: 12))
        responseAddress = IPv4Address(rawValue: bytes.uint32(at: 16))
        responseTimeToLive = bytes.uint8(at: 20)
        queryIdentifier = bytes.uint32(at: 20) & 0xFF_FFFF
        responseCount = (bytes.count - Self.length) / 32
    }
}

/// A Multicast Router Advertisement (RFC 4286 section 3.2).
///
///     |     Type      |  Ad. Interval |            Checksum           |
///     |        Query Interval         |      Robustness Variable      |
public struct RouterAdvertisement: Hashable, Sendable {
    /// How often the router advertises itself, in seconds.
    public let advertisementInterval: Interval
    /// The router's Query Interval; 0 where it is no querier.
    public let queryInterval: Interval
    public let robustness: Int

    /// Nil when the message is no advertisement of 8 bytes or more.
    public init?(_ message: borrowing IGMPMessage) {
        let bytes = message.bytes
        guard message.type == .mrdAdvertisement, bytes.count >= IGMPMessage.minimumLength else { return nil }
        advertisementInterval = .seconds(Int(bytes.uint8(at: 1)))
        queryInterval = .seconds(Int(bytes.uint16(at: 4)))
        robustness = Int(bytes.uint16(at: 6))
    }
}

/// The fixed part of an IGAP message (draft-hayashi-igap section 3): a version 2
/// message with fields for authentication behind it.
///
///     |     Type      | Max Resp Time |           Checksum            |
///     |                         Group Address                         |
///     |    Version    |    Subtype    |   Reserved    | Challenge ID  |
///     | Account Size  | Message Size  |           Reserved            |
public struct IGAPHeader: Hashable, Sendable {
    static let length = 16

    public let group: IPv4Address
    public let version: UInt8
    public let subtype: UInt8
    public let challengeIdentifier: UInt8

    /// Nil when the message is no IGAP message of 16 bytes or more.
    public init?(_ message: borrowing IGMPMessage) {
        let bytes = message.bytes
        guard message.type == .igapReport || message.type == .igapQuery || message.type == .igapLeave,
            bytes.count >= Self.length
        else { return nil }
        group = IPv4Address(rawValue: bytes.uint32(at: 4))
        version = bytes.uint8(at: 8)
        subtype = bytes.uint8(at: 9)
        challengeIdentifier = bytes.uint8(at: 11)
    }
}

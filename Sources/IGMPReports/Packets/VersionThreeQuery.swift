import IGMPWire

/// The fields of a version 3 query, read from a message that may be damaged:
/// unlike ``MembershipQuery`` it is there even if the sources are not.
struct VersionThreeQuery {
    /// Up to the sources (RFC 9776 section 4.1).
    static let length = 12

    let maxResponseTime: Interval
    /// The S flag (section 4.1.5).
    let suppressesRouterSideProcessing: Bool
    /// The four bits beside it, of which the highest announces extensions (RFC 9279 section 3).
    let flags: UInt8
    /// QRV (section 4.1.6).
    let robustness: UInt8
    /// QQIC, decoded (section 4.1.7).
    let queryInterval: Interval
    /// As the message announces.
    let sourceCount: Int
    /// How many of them are there.
    let readableSourceCount: Int

    /// Nil when there are fewer than 12 bytes.
    init?(_ message: borrowing IGMPMessage) {
        let bytes = message.bytes
        guard bytes.count >= Self.length else { return nil }
        maxResponseTime = .tenths(FloatingPointCode(rawValue: bytes.uint8(at: 1)).value)
        flags = bytes.uint8(at: 8) >> 4
        suppressesRouterSideProcessing = bytes.uint8(at: 8) & 8 != 0
        robustness = bytes.uint8(at: 8) & 7
        queryInterval = .seconds(FloatingPointCode(rawValue: bytes.uint8(at: 9)).value)
        sourceCount = Int(bytes.uint16(at: 10))
        readableSourceCount = min(sourceCount, (bytes.count - Self.length) / 4)
    }

    /// The source at `index`, 0 to ``readableSourceCount`` - 1, of the message it was made from.
    static func source(at index: Int, of message: borrowing IGMPMessage) -> IPv4Address {
        IPv4Address(rawValue: message.bytes.uint32(at: length + 4 * index))
    }
}

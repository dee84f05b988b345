@testable import IGMPWire

/// Crafted frames, byte by byte.
enum Frames {
    static let addresses: [UInt8] = [0x01, 0x00, 0x5E, 0x00, 0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01]

    /// An IPv4 packet of `protocolNumber` with 8 bytes behind a header with Router Alert;
    /// its identification is `identification`.
    static func ipv4(protocolNumber: UInt8 = 2, identification: UInt8 = 0, fragmentOffset: UInt8 = 0) -> [UInt8] {
        [0x46, 0xC0, 0x00, 0x20, 0x00, identification, 0x00, fragmentOffset, 0x01, protocolNumber, 0x00, 0x00]
            + [10, 0, 0, 1, 224, 0, 0, 1, 0x94, 0x04, 0x00, 0x00]
            + [0x11, 0x64, 0xEE, 0x9B, 0x00, 0x00, 0x00, 0x00]
    }

    /// A tag and the identifier behind it.
    static func tag(_ type: UInt16, _ identifier: UInt16) -> [UInt8] {
        bytes(type) + bytes(identifier)
    }

    static func bytes(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(value & 0xFF)]
    }

    /// The header of a PPPoE session, from its EtherType to the PPP protocol.
    static func pppoe(length: Int, protocolNumber: UInt16 = 0x0021) -> [UInt8] {
        [0x88, 0x64, 0x11, 0x00, 0x00, 0x07] + bytes(UInt16(length + 2)) + bytes(protocolNumber)
    }

    /// LLC and SNAP headers behind an 802.3 length.
    static func snap(length: Int, type: UInt16 = 0x0800) -> [UInt8] {
        bytes(UInt16(length + 8)) + [0xAA, 0xAA, 0x03, 0x00, 0x00, 0x00] + bytes(type)
    }

    /// An Ethernet frame: `headers` up to the last EtherType, and `payload`.
    static func ethernet(_ headers: [UInt8], _ payload: [UInt8]) -> [UInt8] {
        var frame = addresses + headers + payload
        while frame.count < 60 { frame.append(0) }
        return frame
    }

    static func withBytes<Result>(_ frame: [UInt8], _ body: (borrowing Bytes) throws -> Result) rethrows -> Result {
        // The array outlives the call.
        try unsafe frame.withUnsafeBytes { try body(unsafe Bytes($0)) }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Sequence64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

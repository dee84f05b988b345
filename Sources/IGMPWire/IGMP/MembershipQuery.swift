/// A membership query, read in place (RFC 9776 section 4.1; RFC 2236 section 2).
///
///     |  Type = 0x11  | Max Resp Code |           Checksum            |
///     |                         Group Address                         |
///     | Flags |S| QRV |     QQIC      |     Number of Sources (N)     |
///     |                       Source Address [1..N]                   |
///
/// A query of 8 bytes is of version 1 or 2 and ends after the group. Only
/// ``IGMPMessage/query`` makes it, of a message that has been checked.
public struct MembershipQuery: ~Escapable {
    @usableFromInline
    enum Offset {
        @inlinable static var maxResponseCode: Int { 1 }
        @inlinable static var group: Int { 4 }
        @inlinable static var flags: Int { 8 }
        @inlinable static var intervalCode: Int { 9 }
        @inlinable static var sourceCount: Int { 10 }
        @inlinable static var sources: Int { 12 }
    }

    public let bytes: Bytes

    @inlinable @_lifetime(copy bytes)
    init(bytes: Bytes) {
        self.bytes = bytes
    }

    /// 1, 2 or 3, by length and Max Resp Code (section 7.1).
    @inlinable
    public var version: Int { bytes.count >= Offset.sources ? 3 : maxResponseCode == 0 ? 1 : 2 }

    @inlinable
    public var maxResponseCode: UInt8 { bytes.uint8(at: Offset.maxResponseCode) }

    /// The time within which hosts must answer: in version 1 fixed at 10 s, in
    /// version 2 the code in tenths of a second, in version 3 the value that the
    /// code stands for in tenths of a second.
    @inlinable
    public var maxResponseTime: Interval {
        switch version {
        case 1: .seconds(10)
        case 2: .tenths(Int(maxResponseCode))
        default: .tenths(FloatingPointCode(rawValue: maxResponseCode).value)
        }
    }

    /// 0.0.0.0 in a general query.
    @inlinable
    public var group: IPv4Address { IPv4Address(rawValue: bytes.uint32(at: Offset.group)) }

    @inlinable
    public var isGeneral: Bool { group == .unspecified }

    /// The four bits above the S flag, of the registry of RFC 9776 section 9;
    /// 0 before version 3.
    @inlinable
    public var flags: UInt8 { version == 3 ? bytes.uint8(at: Offset.flags) >> 4 : 0 }

    /// Suppress Router-Side Processing (section 4.1.5); false before version 3.
    @inlinable
    public var suppressesRouterSideProcessing: Bool { version == 3 && bytes.uint8(at: Offset.flags) & 8 != 0 }

    /// The Querier's Robustness Variable, 0 for one above 7 (section 4.1.6); nil before version 3.
    @inlinable
    public var robustness: Int? { version == 3 ? Int(bytes.uint8(at: Offset.flags) & 7) : nil }

    /// The Querier's Query Interval, QQIC decoded (section 4.1.7); nil before version 3.
    @inlinable
    public var queryInterval: Interval? {
        version == 3 ? .seconds(FloatingPointCode(rawValue: bytes.uint8(at: Offset.intervalCode)).value) : nil
    }

    /// How many sources it lists; 0 before version 3.
    @inlinable
    public var sourceCount: Int { version == 3 ? Int(bytes.uint16(at: Offset.sourceCount)) : 0 }

    /// The source at `index`, 0 to ``sourceCount`` - 1.
    @inlinable
    public func source(at index: Int) -> IPv4Address {
        IPv4Address(rawValue: bytes.uint32(at: Offset.sources &+ 4 &* index))
    }
}

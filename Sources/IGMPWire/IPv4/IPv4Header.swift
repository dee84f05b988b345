/// An IPv4 header, read from a packet in place (RFC 791 section 3.1).
///
///     |Version|  IHL  |Type of Service|          Total Length         |
///     |         Identification        |Flags|      Fragment Offset    |
///     |  Time to Live |    Protocol   |         Header Checksum       |
///     |                       Source Address                          |
///     |                    Destination Address                        |
///     |                    Options                    |    Padding    |
///
/// The 20 fixed bytes are read whatever they hold; ``fault(in:wireLength:)`` then
/// says whether a kernel would take the packet.
public struct IPv4Header: Hashable, Sendable {
    /// The length of a header without options, in bytes.
    public static let minimumLength = 20
    /// Where the protocol number lies.
    public static let protocolOffset = 9
    /// Where the header checksum lies.
    @usableFromInline static let checksumOffset = 10
    /// The protocol number of IGMP.
    public static let igmp: UInt8 = 2

    // The rows of the diagram but for the checksum: a header is copied for every
    // packet, its fields are taken out where they are asked for.
    @usableFromInline let versionToLength: UInt32
    @usableFromInline let fragmentation: UInt32
    @usableFromInline let timeToLiveAndProtocol: UInt16
    public let source: IPv4Address
    public let destination: IPv4Address

    /// Reads the fixed part; nil when there are fewer than 20 bytes.
    @inlinable @inline(__always)
    public init?(_ packet: borrowing Bytes) {
        guard packet.count >= Self.minimumLength else { return nil }
        versionToLength = packet.uint32(at: 0)
        fragmentation = packet.uint32(at: 4)
        timeToLiveAndProtocol = packet.uint16(at: 8)
        source = IPv4Address(rawValue: packet.uint32(at: 12))
        destination = IPv4Address(rawValue: packet.uint32(at: 16))
    }

    private init(datagramOf first: IPv4Header, payloadLength: Int) {
        let totalLength = UInt16(clamping: first.headerLength + payloadLength)
        versionToLength = first.versionToLength & 0xFFFF_0000 | UInt32(totalLength)
        fragmentation = first.fragmentation & 0xFFFF_0000
        timeToLiveAndProtocol = first.timeToLiveAndProtocol
        source = first.source
        destination = first.destination
    }

    /// The header of the datagram of which this is the first fragment's.
    func reassembled(payloadLength: Int) -> IPv4Header {
        IPv4Header(datagramOf: self, payloadLength: payloadLength)
    }

    @inlinable
    public var version: UInt8 { UInt8(truncatingIfNeeded: versionToLength >> 28) }

    /// In bytes: four times the IHL field, 0 to 60.
    @inlinable
    public var headerLength: Int { Int(versionToLength >> 24 & 15) &* 4 }

    @inlinable
    public var typeOfService: UInt8 { UInt8(truncatingIfNeeded: versionToLength >> 16) }

    /// Header and payload, in bytes.
    @inlinable
    public var totalLength: Int { Int(versionToLength & 0xFFFF) }

    @inlinable
    public var identification: UInt16 { UInt16(truncatingIfNeeded: fragmentation >> 16) }

    /// Flags and offset as they lie on the wire.
    @inlinable
    public var fragmentField: UInt16 { UInt16(truncatingIfNeeded: fragmentation) }

    @inlinable
    public var timeToLive: UInt8 { UInt8(truncatingIfNeeded: timeToLiveAndProtocol >> 8) }

    @inlinable
    public var `protocol`: UInt8 { UInt8(truncatingIfNeeded: timeToLiveAndProtocol) }

    /// Where the payload lies in the datagram that it is a part of, in bytes.
    @inlinable
    public var fragmentOffset: Int { Int(fragmentField & 0x1FFF) &* 8 }

    /// Whether other fragments follow this one.
    @inlinable
    public var hasMoreFragments: Bool { fragmentField & 0x2000 != 0 }

    /// Whether it is a part of a datagram only.
    @inlinable
    public var isFragment: Bool { fragmentField & 0x3FFF != 0 }
}

extension IPv4Header {
    /// Why a kernel's `ip_input` would drop the packet.
    public enum Fault: Error, Hashable, Sendable {
        case version(UInt8)
        /// The IHL field says fewer than 20 bytes, or more than there are.
        case headerLength(Int)
        case checksum
        /// The same, and the field is 0: a sender whose network card fills it in leaves
        /// it so, and captures on that host show it so.
        case checksumNotSet
        /// The total length is shorter than the header.
        case totalLength(Int)
        /// The frame was shorter on the wire than the total length.
        case shortFrame(needed: Int, available: Int)
        /// An option's length runs past the header, or is less than 2.
        case options
        /// The capture's snapshot length cut the header or the payload: nothing
        /// can be said of the packet as a kernel saw it.
        case cutBySnapshot
    }

    /// What is wrong with the packet, in the order in which kernels look; nil
    /// for a packet that they would take.
    ///
    /// - Parameters:
    ///   - packet: from the first byte of this header to the end of what was captured.
    ///   - wireLength: how long the same was on the wire, in bytes.
    @inlinable @inline(__always)
    public func fault(in packet: borrowing Bytes, wireLength: Int) -> Fault? {
        guard version == 4 else { return .version(version) }
        guard headerLength >= Self.minimumLength else { return .headerLength(headerLength) }
        guard headerLength <= packet.count else {
            return headerLength <= wireLength ? .cutBySnapshot : .headerLength(headerLength)
        }
        guard InternetChecksum(packet.slice(from: 0, count: headerLength)).isValid else {
            return packet.uint16(at: Self.checksumOffset) == 0 ? .checksumNotSet : .checksum
        }
        guard totalLength >= headerLength else { return .totalLength(totalLength) }
        guard totalLength <= packet.count else {
            return totalLength <= wireLength
                ? .cutBySnapshot : .shortFrame(needed: totalLength, available: wireLength)
        }
        if headerLength > Self.minimumLength, IPv4Options(of: packet, headerLength: headerLength).isMalformed {
            return .options
        }
        return nil
    }
}

extension IPv4Header.Fault: CustomStringConvertible {
    /// A few words for a line about the packet.
    public var description: String {
        switch self {
        case .version(let version): "IP version \(version)"
        case .headerLength(let length): "IP header length \(length)"
        case .checksum: "bad IP header checksum"
        case .checksumNotSet: "IP header checksum not set"
        case .totalLength(let length): "IP total length \(length) shorter than its header"
        case .shortFrame(let needed, let available): "IP total length \(needed), but \(available) bytes in the frame"
        case .options: "malformed IP options"
        case .cutBySnapshot: "cut by the snapshot length"
        }
    }
}

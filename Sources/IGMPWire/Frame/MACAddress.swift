/// A 48-bit link-layer address, the first octet in the highest of the 48 bits.
@frozen
public struct MACAddress: Hashable, Comparable, Sendable, RawRepresentable {
    public var rawValue: UInt64

    @inlinable
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    @inlinable
    public static func < (left: MACAddress, right: MACAddress) -> Bool {
        left.rawValue < right.rawValue
    }

    /// To all on the link: every bit set.
    @inlinable public static var broadcast: MACAddress { MACAddress(rawValue: 0xFFFF_FFFF_FFFF) }

    /// Whether the group bit is set (IEEE 802 section 8.2): multicast or broadcast.
    @inlinable
    public var isMulticast: Bool { rawValue >> 40 & 1 == 1 }

    /// The Ethernet address that frames to `group` must carry (RFC 1112 section 6.4).
    @inlinable
    public init(multicast group: IPv4Address) {
        rawValue = 0x0100_5E00_0000 | UInt64(group.rawValue & 0x7F_FFFF)
    }
}

extension MACAddress: CustomStringConvertible {
    /// Six pairs of lower-case hexadecimal digits, with colons.
    public var description: String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for shift in stride(from: 40, through: 0, by: -8) {
            let octet = Int(rawValue >> UInt64(shift) & 0xFF)
            if !text.isEmpty { text.append(":") }
            text.append(digits[octet >> 4])
            text.append(digits[octet & 15])
        }
        return text
    }
}

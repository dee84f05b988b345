/// An IPv4 address, as an integer in the order of this machine (RFC 791 section 3.2).
@frozen
public struct IPv4Address: Hashable, Comparable, Sendable, RawRepresentable {
    public var rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    @inlinable
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
    }

    @inlinable
    public static func < (left: IPv4Address, right: IPv4Address) -> Bool {
        left.rawValue < right.rawValue
    }

    /// 0.0.0.0, "this host on this network" (RFC 1122 section 3.2.1.3).
    @inlinable public static var unspecified: IPv4Address { IPv4Address(0, 0, 0, 0) }
    /// 255.255.255.255.
    @inlinable public static var broadcast: IPv4Address { IPv4Address(255, 255, 255, 255) }
    /// 224.0.0.1, all systems on this subnet (RFC 1112 section 4).
    @inlinable public static var allSystems: IPv4Address { IPv4Address(224, 0, 0, 1) }
    /// 224.0.0.2, all routers on this subnet; version 2 leaves go there (RFC 2236 section 9).
    @inlinable public static var allRouters: IPv4Address { IPv4Address(224, 0, 0, 2) }
    /// 224.0.0.22, where version 3 reports go (RFC 9776 section 4.2.15).
    @inlinable public static var igmpV3Routers: IPv4Address { IPv4Address(224, 0, 0, 22) }

    /// Whether it is a group: 224.0.0.0/4 (RFC 1112 section 4).
    @inlinable
    public var isMulticast: Bool { rawValue >> 28 == 0xE }

    /// Whether it lies in 224.0.0.0/24, which is never forwarded (RFC 5771 section 4).
    @inlinable
    public var isLocalGroup: Bool { rawValue >> 8 == 0xE00000 }

    /// Whether it lies in 232.0.0.0/8, source-specific multicast (RFC 4607 section 1).
    @inlinable
    public var isSourceSpecificGroup: Bool { rawValue >> 24 == 232 }

    /// Whether it lies in 0.0.0.0/8, "this network" (RFC 1122 section 3.2.1.3).
    @inlinable
    public var isOnThisNetwork: Bool { rawValue >> 24 == 0 }

    /// Whether it lies in 127.0.0.0/8 (RFC 1122 section 3.2.1.3).
    @inlinable
    public var isLoopback: Bool { rawValue >> 24 == 127 }
}

extension IPv4Address: CustomStringConvertible, LosslessStringConvertible {
    /// Dotted decimal.
    public var description: String {
        "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
    }

    /// Reads dotted decimal, four numbers of 0 to 255; nil for anything else.
    public init?(_ description: String) {
        var value: UInt32 = 0
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        for part in parts {
            guard part.utf8.count <= 3, part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let byte = UInt8(part)
            else { return nil }
            value = value << 8 | UInt32(byte)
        }
        rawValue = value
    }
}

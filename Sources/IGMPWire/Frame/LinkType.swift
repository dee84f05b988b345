/// What kind of link-layer header a capture's frames begin with: a LINKTYPE_
/// number of the registry at <https://www.tcpdump.org/linktypes.html>.
///
/// An open code space: an unknown number is kept as it is.
@frozen
public struct LinkType: Hashable, Sendable, RawRepresentable {
    public var rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// BSD loopback: a 4-byte address family in the byte order of the capturing machine.
    public static let null = LinkType(rawValue: 0)
    public static let ethernet = LinkType(rawValue: 1)
    public static let ppp = LinkType(rawValue: 9)
    /// LINKTYPE_RAW as DLT_RAW is numbered on most systems.
    public static let rawDLT12 = LinkType(rawValue: 12)
    /// DLT_RAW of OpenBSD.
    public static let rawDLT14 = LinkType(rawValue: 14)
    /// PPP in HDLC-like framing (RFC 1662), or Cisco HDLC.
    public static let pppHDLC = LinkType(rawValue: 50)
    public static let pppEthernet = LinkType(rawValue: 51)
    /// Raw IP, version 4 or 6 by its first nibble.
    public static let raw = LinkType(rawValue: 101)
    /// Cisco HDLC.
    public static let cHDLC = LinkType(rawValue: 104)
    public static let ieee80211 = LinkType(rawValue: 105)
    /// OpenBSD loopback: a 4-byte address family in network byte order.
    public static let loop = LinkType(rawValue: 108)
    /// Linux cooked capture, version 1.
    public static let linuxSLL = LinkType(rawValue: 113)
    /// 802.11 behind a radiotap header.
    public static let ieee80211Radiotap = LinkType(rawValue: 127)
    public static let ipv4 = LinkType(rawValue: 228)
    /// Linux cooked capture, version 2.
    public static let linuxSLL2 = LinkType(rawValue: 276)

    /// Those whose frames are read.
    public static let readable: [LinkType] = [
        .null, .ethernet, .ppp, .rawDLT12, .rawDLT14, .pppHDLC, .pppEthernet, .raw, .cHDLC, .ieee80211, .loop,
        .linuxSLL, .ieee80211Radiotap, .ipv4, .linuxSLL2,
    ]
}

extension LinkType: CustomStringConvertible {
    /// The name that libpcap gives it (`EN10MB`); for an unknown one `LINKTYPE_` and its number.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .ethernet: "EN10MB"
        case .ppp: "PPP"
        case .rawDLT12, .rawDLT14, .raw: "RAW"
        case .pppHDLC: "PPP_SERIAL"
        case .pppEthernet: "PPP_ETHER"
        case .cHDLC: "C_HDLC"
        case .ieee80211: "IEEE802_11"
        case .loop: "LOOP"
        case .linuxSLL: "LINUX_SLL"
        case .ieee80211Radiotap: "IEEE802_11_RADIO"
        case .ipv4: "IPV4"
        case .linuxSLL2: "LINUX_SLL2"
        default: "LINKTYPE_\(rawValue)"
        }
    }
}

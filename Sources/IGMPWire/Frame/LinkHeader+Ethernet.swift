extension LinkHeader {
    /// Destination, source, type or length (IEEE 802.3 section 3.1.1), in bytes.
    @inlinable static var ethernetLength: Int { 14 }

    mutating func readEthernet(in frame: borrowing Bytes) {
        guard let start = take(Self.ethernetLength, of: frame) else { return }
        destination = MACAddress(in: frame, at: start)
        source = MACAddress(in: frame, at: start + 6)
        readEtherType(frame.uint16(at: start + 12), mayBeLength: true, in: frame)
    }

    /// Goes on behind a protocol number, over VLAN tags if there are any.
    ///
    ///     |  Tag Protocol Identifier  | Priority |DEI|   VLAN Identifier   |
    ///
    /// A tag is the number just read and two bytes of control information (IEEE
    /// 802.1Q section 9.3), and the next number follows: a length is possible
    /// there again. Length, LLC and tags can alternate no oftener than tags can be kept.
    mutating func readEtherType(_ first: UInt16, mayBeLength: Bool, in frame: borrowing Bytes) {
        var type = first
        var mayBeLength = mayBeLength
        while Self.isTag(type) {
            guard let tag = take(4, of: frame) else { return }
            // A stack deeper than can be kept is read on, known by its outer tags.
            _ = vlanTags.append(frame.uint16(at: tag))
            type = frame.uint16(at: tag + 2)
            mayBeLength = true
        }
        if type == EtherType.ipv4 {
            network = .ipv4
        } else if type == EtherType.pppoeSession {
            readPPPoE(in: frame)
        } else if mayBeLength, type <= EtherType.maximumLength {
            limit(to: Int(type))
            readLLC(in: frame)
        }
    }

    private static func isTag(_ type: UInt16) -> Bool {
        type == EtherType.customerTag || type == EtherType.serviceTag || type == EtherType.oldOuterTag
            || type == EtherType.oldOuterTag2
    }

    /// Reads an LLC header (IEEE 802.2 section 3.2), and SNAP behind it (IEEE 802
    /// section 9.2, RFC 1042).
    ///
    ///     |  DSAP  |  SSAP  | Control |   Organization (3)   |   Type (2)   |
    mutating func readLLC(in frame: borrowing Bytes) {
        let unnumberedInformation: UInt8 = 0x03
        guard let llc = take(3, of: frame) else { return }
        guard frame.uint8(at: llc + 2) == unnumberedInformation else { return }
        switch frame.uint16(at: llc) {
        case 0x0606:
            // The access point of IP itself, without SNAP (RFC 948).
            network = .ipv4
        case 0xAAAA:
            guard let snap = take(5, of: frame) else { return }
            let organization = UInt32(frame.uint16(at: snap)) << 8 | UInt32(frame.uint8(at: snap + 2))
            // 00-00-00 says that an Ethernet type follows (RFC 1042), and so does
            // 00-00-F8, the bridge tunnel encapsulation (IEEE 802.1H).
            guard organization == 0 || organization == 0xF8 else { return }
            let type = frame.uint16(at: snap + 3)
            // Tags and LLC headers in turn, deeper than tags are kept, are no frame of anybody's.
            guard vlanTags.count < VLANTags.capacity || !Self.isTag(type) else {
                network = .damaged
                return
            }
            readEtherType(type, mayBeLength: false, in: frame)
        default:
            return
        }
    }
}

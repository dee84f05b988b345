extension LinkHeader {
    /// Reads the link-layer headers of a whole frame, whatever its bytes.
    ///
    /// - Parameters:
    ///   - frame: from the first byte of the link-layer header.
    ///   - linkType: what that header is.
    ///   - originalLength: the frame's length on the wire, in bytes, where the
    ///     snapshot length cut it; only a trailing frame check sequence needs it.
    @inlinable @inline(__always)
    public init(of frame: borrowing Bytes, linkType: LinkType, originalLength: Int? = nil) {
        // Most frames of most captures: Ethernet with one tag or none, and IPv4, IPv6
        // or ARP. Kept to a few loads; it says what the general way would say.
        guard linkType.rawValue == 1, frame.count >= Self.ethernetLength &+ 4 else {
            self.init(reading: frame, linkType: linkType, wireLength: originalLength ?? frame.count)
            return
        }
        var type = frame.uint16(at: 12)
        let isTagged = type == EtherType.customerTag
        if isTagged { type = frame.uint16(at: 16) }
        guard type == EtherType.ipv4 || type == EtherType.ipv6 || type == EtherType.arp else {
            self.init(reading: frame, linkType: linkType, wireLength: originalLength ?? frame.count)
            return
        }
        self.init(
            network: type == EtherType.ipv4 ? .ipv4 : .other,
            payloadOffset: isTagged ? Self.ethernetLength &+ 4 : Self.ethernetLength)
        destination = MACAddress(in: frame, at: 0)
        source = MACAddress(in: frame, at: 6)
        if isTagged { _ = vlanTags.append(frame.uint16(at: 14)) }
    }

    /// Whether an Ethernet frame certainly carries no IGMP: with one tag or none, IPv6,
    /// ARP, or IPv4 with another protocol inside.
    ///
    /// A few loads, which say what ``Dissector`` would say of such a frame: nothing.
    /// What is false of it may still be anything.
    @inlinable @inline(__always)
    public static func certainlyHasNoIGMP(_ frame: borrowing Bytes) -> Bool {
        guard frame.count >= ethernetLength &+ 4 &+ IPv4Header.minimumLength else { return false }
        var type = frame.uint16(at: 12)
        var payload = ethernetLength
        if type == EtherType.customerTag {
            type = frame.uint16(at: 16)
            payload = ethernetLength &+ 4
        }
        if type == EtherType.ipv4 {
            return frame.uint8(at: payload &+ IPv4Header.protocolOffset) != IPv4Header.igmp
        }
        return type == EtherType.ipv6 || type == EtherType.arp
    }

    /// Reads the link-layer headers of `frame`.
    @inlinable @inline(__always)
    public init(_ frame: borrowing CapturedFrame) {
        self.init(of: frame.bytes, linkType: frame.linkType, originalLength: frame.originalLength)
    }

    @usableFromInline
    init(reading frame: borrowing Bytes, linkType: LinkType, wireLength: Int) {
        self.init(network: .other)
        switch linkType {
        case .ethernet: readEthernet(in: frame)
        case .linuxSLL: readCooked(in: frame, wireLength: wireLength)
        case .linuxSLL2: readCooked2(in: frame, wireLength: wireLength)
        case .raw, .rawDLT12, .rawDLT14: readRawIP(in: frame)
        case .ipv4: readRawIPv4(in: frame)
        case .null: readNull(in: frame)
        case .loop: readLoop(in: frame)
        case .ppp: readPPPMaybeFramed(in: frame)
        case .pppHDLC: readPPPOrCiscoHDLC(in: frame)
        case .pppEthernet: readPPPoE(in: frame)
        case .cHDLC: readCiscoHDLC(in: frame)
        case .ieee80211: readIEEE80211(in: frame, hasPadding: false)
        case .ieee80211Radiotap: readRadiotap(in: frame, wireLength: wireLength)
        default: network = .unsupportedLinkType
        }
    }
}

/// While it is read, a header is its own cursor: `payloadOffset` is how far the
/// reading has come, never past the end of the frame, and `payloadLength` what a
/// length field met so far still allows.
extension LinkHeader {
    /// Steps over the next `count` bytes and says where they begin; nil, with the
    /// frame marked as damaged, when there are fewer.
    mutating func take(_ count: Int, of frame: borrowing Bytes) -> Int? {
        guard count <= frame.count - payloadOffset, count <= payloadLimit else {
            network = .damaged
            return nil
        }
        let start = payloadOffset
        payloadOffset += count
        if payloadLimit != .max { payloadLimit -= count }
        return start
    }

    /// Takes note that at most `length` bytes follow.
    mutating func limit(to length: Int) {
        payloadLimit = min(length, payloadLimit)
    }
}

extension MACAddress {
    /// The six octets at `offset` (IEEE 802 section 8.2.2).
    @inlinable @inline(__always)
    init(in frame: borrowing Bytes, at offset: Int) {
        self.init(rawValue: UInt64(frame.uint32(at: offset)) << 16 | UInt64(frame.uint16(at: offset &+ 4)))
    }
}

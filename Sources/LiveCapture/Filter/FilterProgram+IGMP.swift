import IGMPWire

extension FilterProgram {
    /// EtherType values (IEEE 802 numbers, "ETHER TYPES").
    private enum EtherType {
        static let ipv4: UInt32 = 0x0800
        /// 802.1Q, 802.1ad, and what was used for stacked tags before 802.1ad.
        static let tags: [UInt32] = [0x8100, 0x88A8, 0x9100, 0x9200, 0x9300]
        static let pppoeSession: UInt32 = 0x8864
        /// Up to here the field is a length, and 802.2 LLC follows (IEEE 802.3 section 3.2.6).
        /// A cooked header says 4 there (Linux `ETH_P_802_2`).
        static let greatestLength: UInt32 = 1500
    }

    private enum PPPProtocol {
        static let ipv4: UInt32 = 0x0021
        /// The same with protocol field compression (RFC 1661 section 6.5).
        static let ipv4Compressed: UInt32 = 0x21
        static let addressAndControl: UInt32 = 0xFF03
        static let ciscoUnicast: UInt32 = 0x0F00
        static let ciscoMulticast: UInt32 = 0x8F00
    }

    /// Takes every frame of `linkType` that may carry IGMP, up to `snapshotLength` bytes
    /// of it; nil for a link type that is not looked into, of which all frames are to be taken.
    ///
    /// Tags are followed by their EtherType and not by a fixed count, so it does not
    /// matter whether the kernel has moved the outermost one out of the frame. All
    /// fragments of an IPv4 packet carry its protocol number, so all are taken. A
    /// stack of more than ``VLANTags/capacity`` tags is taken unseen.
    ///
    /// - Parameter allMulticast: whether to take the headers of all IPv4 that goes to
    ///   multicast Ethernet addresses behind at most one tag, as Linux bridges read them.
    /// - Parameter data: whether to take the headers of the groups' own traffic, behind
    ///   whatever IGMP is taken behind.
    static func mayCarryIGMP(
        _ linkType: LinkType, snapshotLength: UInt32, allMulticast: Bool = false, data: Bool = false
    ) -> FilterProgram? {
        var program = FilterProgram()
        program.takesData = data
        switch linkType {
        case .ethernet:
            if allMulticast { program.matchMulticast(snapshotLength) }
            program.matchEtherTypes(typeOffset: 12, payloadOffset: 14, snapshotLength)
        case .linuxSLL:
            program.matchEtherTypes(typeOffset: 14, payloadOffset: 16, snapshotLength)
        case .linuxSLL2:
            program.matchEtherTypes(typeOffset: 0, payloadOffset: 20, snapshotLength)
        case .null, .loop:
            program.matchAddressFamily(snapshotLength)
        case .raw, .rawDLT12, .rawDLT14, .ipv4:
            program.loadByte(at: 0)
            program.mask(0xF0)
            program.require(0x40)
            program.matchIPv4(at: 0, snapshotLength)
        case .ppp, .pppHDLC:
            program.matchPPP(snapshotLength)
        case .pppEthernet:
            program.loadHalf(at: 6)
            program.require(PPPProtocol.ipv4)
            program.matchIPv4(at: 8, snapshotLength)
        case .cHDLC:
            program.matchEtherTypes(typeOffset: 2, payloadOffset: 4, snapshotLength)
        default:
            return nil
        }
        return program
    }

    private static let longestIPv4Header = 60
    /// Enough for an Ethernet header with a tag and the longest IPv4 header.
    private static let headersLength = UInt32(14 + 4 + longestIPv4Header)

    /// Goes on for frames that are not IPv4 to a multicast Ethernet address behind at most
    /// one tag. The others are taken.
    private mutating func matchMulticast(_ snapshotLength: UInt32) {
        let untagged = makeLabel()
        let tagged = makeLabel()
        let other = makeLabel()
        loadByte(at: 0)
        mask(1)
        jump(unlessEqual: 1, to: other)
        loadHalf(at: 12)
        jump(ifEqual: EtherType.ipv4, to: untagged)
        for type in EtherType.tags.dropLast() { jump(ifEqual: type, to: tagged) }
        jump(unlessEqual: EtherType.tags[EtherType.tags.count - 1], to: other)
        place(tagged)
        loadHalf(at: 16)
        jump(unlessEqual: EtherType.ipv4, to: other)
        takeIPv4(at: 18, snapshotLength)
        place(untagged)
        takeIPv4(at: 14, snapshotLength)
        place(other)
    }

    /// Takes IGMP whole, of other protocols the headers.
    private mutating func takeIPv4(at offset: Int, _ snapshotLength: UInt32) {
        let hasProtocol = makeLabel()
        let whole = makeLabel()
        // Loading the protocol number would reject a frame that ends before it.
        loadLength()
        jump(ifGreater: UInt32(offset + 9), to: hasProtocol)
        accept(min(Self.headersLength, snapshotLength))
        place(hasProtocol)
        loadByte(at: offset + 9)
        jump(ifEqual: 2, to: whole)
        accept(min(Self.headersLength, snapshotLength))
        place(whole)
        accept(snapshotLength)
    }

    /// An IPv4 header at `offset` whose protocol is IGMP (RFC 791 section 3.1), or where
    /// that is wanted one whose destination is a group.
    private mutating func matchIPv4(at offset: Int, _ snapshotLength: UInt32) {
        loadByte(at: offset + 9)
        guard takesData else {
            require(2)
            return accept(snapshotLength)
        }
        let other = makeLabel()
        jump(unlessEqual: 2, to: other)
        accept(snapshotLength)
        place(other)
        loadByte(at: offset + 16)
        mask(0xF0)
        require(0xE0)
        accept(min(UInt32(offset + Self.longestIPv4Header), snapshotLength))
    }

    /// An EtherType or length, and behind it tags, PPPoE, LLC or IPv4.
    private mutating func matchEtherTypes(typeOffset: Int, payloadOffset: Int, _ snapshotLength: UInt32) {
        var typeOffset = typeOffset
        var payloadOffset = payloadOffset
        for depth in 0...VLANTags.capacity {
            let tag = makeLabel()
            let ipv4 = makeLabel()
            let pppoe = makeLabel()
            let other = makeLabel()
            loadHalf(at: typeOffset)
            jump(ifEqual: EtherType.ipv4, to: ipv4)
            for type in EtherType.tags { jump(ifEqual: type, to: tag) }
            jump(ifEqual: EtherType.pppoeSession, to: pppoe)
            jump(ifGreater: EtherType.greatestLength, to: other)
            matchSNAP(at: payloadOffset, snapshotLength)
            place(other)
            reject()
            place(ipv4)
            matchIPv4(at: payloadOffset, snapshotLength)
            place(pppoe)
            // Six bytes of PPPoE header, then the PPP protocol (RFC 2516 section 4).
            loadHalf(at: payloadOffset + 6)
            require(PPPProtocol.ipv4)
            matchIPv4(at: payloadOffset + 8, snapshotLength)
            place(tag)
            if depth == VLANTags.capacity { accept(snapshotLength) }
            typeOffset = payloadOffset + 2
            payloadOffset += 4
        }
    }

    /// IPv4 behind LLC and SNAP headers (RFC 1042).
    private mutating func matchSNAP(at offset: Int, _ snapshotLength: UInt32) {
        loadWord(at: offset)
        require(0xAAAA_0300)
        loadWord(at: offset + 4)
        require(EtherType.ipv4)
        matchIPv4(at: offset + 8, snapshotLength)
    }

    /// The loopback header: AF_INET, which is 2 everywhere, in either byte order.
    private mutating func matchAddressFamily(_ snapshotLength: UInt32) {
        let ipv4 = makeLabel()
        loadWord(at: 0)
        jump(ifEqual: 2, to: ipv4)
        require(2 << 24)
        place(ipv4)
        matchIPv4(at: 4, snapshotLength)
    }

    /// PPP with or without address and control fields and compressed protocol
    /// (RFC 1661 sections 2 and 6, RFC 1662 section 3.1), or Cisco HDLC.
    private mutating func matchPPP(_ snapshotLength: UInt32) {
        let framed = makeLabel()
        let cisco = makeLabel()
        loadHalf(at: 0)
        jump(ifEqual: PPPProtocol.addressAndControl, to: framed)
        jump(ifEqual: PPPProtocol.ciscoUnicast, to: cisco)
        jump(ifEqual: PPPProtocol.ciscoMulticast, to: cisco)
        matchPPPProtocol(at: 0, snapshotLength)
        place(framed)
        matchPPPProtocol(at: 2, snapshotLength)
        place(cisco)
        matchEtherTypes(typeOffset: 2, payloadOffset: 4, snapshotLength)
    }

    private mutating func matchPPPProtocol(at offset: Int, _ snapshotLength: UInt32) {
        let whole = makeLabel()
        loadHalf(at: offset)
        jump(ifEqual: PPPProtocol.ipv4, to: whole)
        loadByte(at: offset)
        require(PPPProtocol.ipv4Compressed)
        matchIPv4(at: offset + 1, snapshotLength)
        place(whole)
        matchIPv4(at: offset + 2, snapshotLength)
    }
}

extension LinkHeader {
    /// Reads a Linux cooked header, version 1 (LINKTYPE_LINUX_SLL).
    ///
    ///     |          Packet Type          |       Device Type (ARPHRD)      |
    ///     |    Address Length             |       Address (8 bytes) …       |
    ///     |        … Protocol                                               |
    mutating func readCooked(in frame: borrowing Bytes, wireLength: Int) {
        guard let start = take(16, of: frame) else { return }
        direction = Self.direction(ofPacketType: frame.uint16(at: start))
        if frame.uint16(at: start + 4) == 6 { source = MACAddress(in: frame, at: start + 6) }
        readCookedProtocol(
            frame.uint16(at: start + 14), device: frame.uint16(at: start + 2), in: frame, wireLength: wireLength)
    }

    /// Reads a Linux cooked header, version 2 (LINKTYPE_LINUX_SLL2).
    ///
    ///     |           Protocol            |        Reserved, zero           |
    ///     |                        Interface Index                          |
    ///     |     Device Type (ARPHRD)      |  Packet Type  | Address Length  |
    ///     |                        Address (8 bytes)                        |
    mutating func readCooked2(in frame: borrowing Bytes, wireLength: Int) {
        guard let start = take(20, of: frame) else { return }
        interfaceIndex = frame.uint32(at: start + 4)
        direction = Self.direction(ofPacketType: UInt16(frame.uint8(at: start + 10)))
        if frame.uint8(at: start + 11) == 6 { source = MACAddress(in: frame, at: start + 12) }
        readCookedProtocol(
            frame.uint16(at: start), device: frame.uint16(at: start + 8), in: frame, wireLength: wireLength)
    }

    /// Goes on behind a cooked header. What the protocol field means depends on
    /// the device (the registry's description of LINKTYPE_LINUX_SLL).
    private mutating func readCookedProtocol(
        _ number: UInt16, device: UInt16, in frame: borrowing Bytes, wireLength: Int
    ) {
        let frameRelay: UInt16 = 770
        let radiotap: UInt16 = 803
        let netlink: UInt16 = 824
        let llc: UInt16 = 4
        switch device {
        case frameRelay, netlink: return
        case radiotap: readRadiotap(in: frame, wireLength: wireLength)
        case _ where number == llc: readLLC(in: frame)
        default: readEtherType(number, mayBeLength: false, in: frame)
        }
    }

    /// To us, broadcast, multicast, to another host: all came in. 4 was sent by us.
    private static func direction(ofPacketType type: UInt16) -> FrameDirection {
        switch type {
        case 0...3: .inbound
        case 4: .outbound
        default: .unknown
        }
    }
}

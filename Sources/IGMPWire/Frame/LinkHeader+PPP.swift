extension LinkHeader {
    /// The PPP protocol number of IPv4 (RFC 1332 section 2).
    private static var pppIPv4: UInt16 { 0x0021 }

    /// Reads a PPPoE header (RFC 2516 section 4); its length counts what follows it.
    ///
    ///     |  VER  | TYPE  |      CODE     |          SESSION_ID           |
    ///     |            LENGTH             |           payload             |
    mutating func readPPPoE(in frame: borrowing Bytes) {
        guard let start = take(6, of: frame) else { return }
        // Version 1, type 1, code 0: session data. Anything else is not PPP.
        guard frame.uint16(at: start) == 0x1100 else { return }
        limit(to: Int(frame.uint16(at: start + 4)))
        readPPP(in: frame)
    }

    /// Reads the PPP protocol field (RFC 1661 section 2), two octets or, compressed,
    /// one: only the last octet of a number is odd (section 6.5).
    mutating func readPPP(in frame: borrowing Bytes) {
        guard let high = take(1, of: frame) else { return }
        var number = UInt16(frame.uint8(at: high))
        if number & 1 == 0 {
            guard let low = take(1, of: frame) else { return }
            number = number << 8 | UInt16(frame.uint8(at: low))
        }
        if number == Self.pppIPv4 { network = .ipv4 }
    }

    /// Reads PPP with or without the address and control octets FF 03 of HDLC-like
    /// framing (RFC 1662 section 3.1). FF cannot begin a protocol field: 0x00FF is
    /// kept unassigned for this (RFC 1662 section 3.2).
    mutating func readPPPMaybeFramed(in frame: borrowing Bytes) {
        if frame.count > payloadOffset, frame.uint8(at: payloadOffset) == 0xFF {
            guard let framing = take(2, of: frame) else { return }
            guard frame.uint8(at: framing + 1) == 0x03 else { return }
        }
        readPPP(in: frame)
    }

    /// Reads PPP in HDLC-like framing, or Cisco HDLC where the address octet is one
    /// of Cisco's: 0F unicast, 8F multicast (RFC 1547 section 4.3.1).
    mutating func readPPPOrCiscoHDLC(in frame: borrowing Bytes) {
        if frame.count > payloadOffset, frame.uint8(at: payloadOffset) & 0x7F == 0x0F {
            readCiscoHDLC(in: frame)
        } else {
            readPPPMaybeFramed(in: frame)
        }
    }

    /// Reads a Cisco HDLC header: address, control, an Ethernet type (RFC 1547
    /// section 4.3.1). As other readers do, it looks at the type only.
    mutating func readCiscoHDLC(in frame: borrowing Bytes) {
        guard let start = take(4, of: frame) else { return }
        if frame.uint16(at: start + 2) == EtherType.ipv4 { network = .ipv4 }
    }
}

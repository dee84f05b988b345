extension LinkHeader {
    /// Looks at raw IP (LINKTYPE_RAW): the version nibble is all that says what it
    /// is, so a nibble other than 4 is not IPv4, nor a broken IPv4 packet.
    mutating func readRawIP(in frame: borrowing Bytes) {
        guard frame.count > 0 else {
            network = .damaged
            return
        }
        if frame.uint8(at: 0) >> 4 == 4 { network = .ipv4 }
    }

    /// Looks at raw IPv4 (LINKTYPE_IPV4): the link type says what it is, whatever
    /// the version nibble holds.
    mutating func readRawIPv4(in frame: borrowing Bytes) {
        network = frame.count > 0 ? .ipv4 : .damaged
    }

    /// The address family of IPv4, the same number on every system.
    private static var internetFamily: UInt32 { 2 }

    /// Reads a BSD loopback header (LINKTYPE_NULL): the address family in the byte
    /// order of the machine that captured it, which may be either.
    mutating func readNull(in frame: borrowing Bytes) {
        guard let start = take(4, of: frame) else { return }
        let family = frame.uint32(at: start)
        if family == Self.internetFamily || family.byteSwapped == Self.internetFamily { network = .ipv4 }
    }

    /// Reads an OpenBSD loopback header (LINKTYPE_LOOP): the address family in
    /// network byte order.
    mutating func readLoop(in frame: borrowing Bytes) {
        guard let start = take(4, of: frame) else { return }
        if frame.uint32(at: start) == Self.internetFamily { network = .ipv4 }
    }
}

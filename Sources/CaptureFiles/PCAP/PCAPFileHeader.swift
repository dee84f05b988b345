import IGMPWire

/// The 24 bytes that a pcap file begins with (draft-ietf-opsawg-pcap section 4).
///
///     |                         Magic Number                          |
///     |        Major Version          |         Minor Version         |
///     |                 Reserved (once the time zone)                 |
///     |              Reserved (once significant figures)              |
///     |                            SnapLen                            |
///     | FCS |f|     reserved, 0       |           LinkType            |
struct PCAPFileHeader {
    static let length = 24
    static let magicLength = 4

    /// In which order a record gives its two lengths: files older than version
    /// 2.4 may have them swapped, and libpcap tells as we do.
    enum LengthOrder {
        case capturedFirst
        case originalFirst
        /// Version 2.3 was written either way; the smaller one is the captured length.
        case smallerIsCaptured
    }

    /// What the magic number says of the records.
    struct Variant {
        /// Whether the file's byte order is not that of this machine.
        let isSwapped: Bool
        /// Nanoseconds in a unit of a record's fraction of a second.
        let fractionUnit: Int64
        /// In bytes.
        let recordHeaderLength: Int
    }

    let variant: Variant
    let lengthOrder: LengthOrder
    let linkType: LinkType
    let snapLength: Int

    private enum Offset {
        static let majorVersion = 4
        static let minorVersion = 6
        static let snapLength = 16
        static let linkType = 20
    }

    /// Microseconds; a patched one with an interface, a protocol and a packet
    /// type behind each record's header; nanoseconds.
    private enum Magic {
        static let microseconds: UInt32 = 0xa1b2_c3d4
        static let patched: UInt32 = 0xa1b2_cd34
        static let nanoseconds: UInt32 = 0xa1b2_3c4d
    }

    /// Bits 16 to 25 of the link-type field; those above tell of a frame check sequence.
    private static let reservedLinkTypeBits: UInt32 = 0x03ff_0000

    /// What the first four bytes say, loaded in this machine's order; nil if they are no pcap's.
    static func variant(magic: UInt32) -> Variant? {
        for isSwapped in [false, true] {
            switch isSwapped ? magic.byteSwapped : magic {
            case Magic.microseconds:
                return Variant(isSwapped: isSwapped, fractionUnit: 1000, recordHeaderLength: 16)
            case Magic.patched:
                return Variant(isSwapped: isSwapped, fractionUnit: 1000, recordHeaderLength: 24)
            case Magic.nanoseconds:
                return Variant(isSwapped: isSwapped, fractionUnit: 1, recordHeaderLength: 16)
            default: continue
            }
        }
        return nil
    }

    /// Reads the header from `bytes`, which hold all of it.
    init(_ bytes: OrderedBytes, variant: Variant) throws(CaptureFileError.Reason) {
        self.variant = variant
        let major = bytes.uint16(at: Offset.majorVersion)
        let minor = bytes.uint16(at: Offset.minorVersion)
        switch (major, minor) {
        case (2, 4): lengthOrder = .capturedFirst
        case (2, 3): lengthOrder = .smallerIsCaptured
        // 543.0 is the version that a historic system gave itself.
        case (2, 0...2), (543, 0): lengthOrder = .originalFirst
        default: throw .unsupportedVersion(.pcap, major: major, minor: minor)
        }
        let field = bytes.uint32(at: Offset.linkType)
        guard field & Self.reservedLinkTypeBits == 0 else { throw .reservedLinkTypeBits(field) }
        linkType = LinkType(rawValue: UInt16(truncatingIfNeeded: field))
        snapLength = Int(bytes.uint32(at: Offset.snapLength))
    }
}

extension LinkHeader {
    /// Bits of the frame control field, read in network byte order, so that its
    /// first octet is the high one (IEEE 802.11 section 9.2.4.1).
    private enum Control {
        static var version: UInt16 { 0x0300 }
        static var type: UInt16 { 0x0C00 }
        static var data: UInt16 { 0x0800 }
        /// In a data frame's subtype: no frame body.
        static var null: UInt16 { 0x4000 }
        /// In a data frame's subtype: a QoS control field.
        static var qualityOfService: UInt16 { 0x8000 }
        static var toDistributionSystem: UInt16 { 0x0001 }
        static var fromDistributionSystem: UInt16 { 0x0002 }
        static var moreFragments: UInt16 { 0x0004 }
        static var protected: UInt16 { 0x0040 }
        /// In a QoS frame: an HT control field.
        static var order: UInt16 { 0x0080 }
    }

    /// Reads the MAC header of an 802.11 data frame (IEEE 802.11 section 9.3.2.1)
    /// and the LLC header behind it.
    ///
    ///     |   Frame Control   |     Duration      |     Address 1 …   |
    ///     |     Address 2     |     Address 3     |  Sequence Control |
    ///     | Address 4, QoS Control, HT Control: where Frame Control says so |
    ///
    /// Other frames carry no network packet. What is encrypted, a fragment of a
    /// longer unit, or an aggregate of several is not read: `.other`.
    mutating func readIEEE80211(in frame: borrowing Bytes, hasPadding: Bool) {
        guard let start = take(2, of: frame) else { return }
        let control = frame.uint16(at: start)
        guard control & (Control.version | Control.type | Control.null) == Control.data else { return }
        guard take(22, of: frame) != nil else { return }
        let toSystem = control & Control.toDistributionSystem != 0
        let fromSystem = control & Control.fromDistributionSystem != 0
        // Which address is which: IEEE 802.11 table 9-60.
        destination = MACAddress(in: frame, at: start + (toSystem ? 16 : 4))
        source = MACAddress(in: frame, at: start + (fromSystem ? 16 : 10))
        if toSystem && fromSystem {
            guard let fourth = take(6, of: frame) else { return }
            source = MACAddress(in: frame, at: fourth)
        }
        var isAggregate = false
        if control & Control.qualityOfService != 0 {
            guard let quality = take(2, of: frame) else { return }
            isAggregate = frame.uint8(at: quality) & 0x80 != 0
            if control & Control.order != 0 {
                guard take(4, of: frame) != nil else { return }
            }
        }
        // The fragment number is the low half of the first octet (section 9.2.4.4).
        let isFragment = control & Control.moreFragments != 0 || frame.uint8(at: start + 22) & 0x0F != 0
        guard control & Control.protected == 0, !isFragment, !isAggregate else { return }
        if hasPadding {
            let excess = (payloadOffset - start) % 4
            guard excess == 0 || take(4 - excess, of: frame) != nil else { return }
        }
        readLLC(in: frame)
    }

    /// Reads a radiotap header, all of it little-endian, and the 802.11 frame behind it
    /// (<https://www.radiotap.org>, "Header" and "Flags").
    ///
    ///     |  Version (0)  |      Pad      |            Length             |
    ///     |      Present, bit 31: another such word follows               |
    ///     | TSFT, 8 bytes at a multiple of 8 (bit 0) | Flags, 1 byte (bit 1) |
    mutating func readRadiotap(in frame: borrowing Bytes, wireLength: Int) {
        let start = payloadOffset
        guard take(8, of: frame) != nil else { return }
        let length = Int(frame.uint16(at: start + 2).byteSwapped)
        guard frame.uint8(at: start) == 0, length >= 8, take(length - 8, of: frame) != nil else {
            network = .damaged
            return
        }
        // Steps of 4 inside a length of 16 bits.
        let firstPresent = frame.uint32(at: start + 4).byteSwapped
        var present = firstPresent
        var offset = 8
        while present & 1 << 31 != 0 {
            guard offset + 4 <= length else {
                network = .damaged
                return
            }
            present = frame.uint32(at: start + offset).byteSwapped
            offset += 4
        }
        var flags: UInt8 = 0
        if firstPresent & 1 << 1 != 0 {
            if firstPresent & 1 != 0 { offset = (offset + 7) / 8 * 8 + 8 }
            guard offset < length else {
                network = .damaged
                return
            }
            flags = frame.uint8(at: start + offset)
        }
        let hasFrameCheckSequence = flags & 0x10 != 0
        if hasFrameCheckSequence { limit(to: wireLength - payloadOffset - 4) }
        readIEEE80211(in: frame, hasPadding: flags & 0x20 != 0)
    }
}

/// The numbers of pcapng (draft-ietf-opsawg-pcapng), named in one place for
/// reading and writing. Offsets count from the first byte of a block.
@usableFromInline
enum PcapNGFormat {
    /// Section 11.1, the block types that are read; all others are passed over.
    @usableFromInline
    enum BlockType {
        /// The same in both byte orders.
        static let sectionHeader: UInt32 = 0x0a0d_0d0a
        static let interfaceDescription: UInt32 = 1
        /// Obsolete, for reading only.
        static let packet: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let interfaceStatistics: UInt32 = 5
        @usableFromInline static let enhancedPacket: UInt32 = 6
    }

    /// Section 3.1: a block lies between two copies of its length.
    @usableFromInline
    enum Block {
        static let headerLength = 8
        static let trailerLength = 4
        static let minimumLength = 12
        @usableFromInline static let length = 4
    }

    /// Section 4.1.
    enum SectionHeader {
        static let magic: UInt32 = 0x1a2b_3c4d
        static let magicOffset = 8
        static let majorVersion = 12
        static let minorVersion = 14
        static let minimumLength = 28
    }

    /// Section 4.2.
    enum InterfaceDescription {
        static let linkType = 8
        static let snapLength = 12
        static let options = 16
        static let minimumLength = 20
    }

    /// Section 4.3; the obsolete Packet Block (appendix A) differs only in its 16-bit interface.
    @usableFromInline
    enum EnhancedPacket {
        @usableFromInline static let interface = 8
        @usableFromInline static let timestampHigh = 12
        @usableFromInline static let timestampLow = 16
        @usableFromInline static let capturedLength = 20
        @usableFromInline static let originalLength = 24
        @usableFromInline static let data = 28
        @usableFromInline static let minimumLength = 32
    }

    /// Section 4.4.
    enum SimplePacket {
        static let originalLength = 8
        static let data = 12
        static let minimumLength = 16
    }

    /// Section 4.6.
    enum InterfaceStatistics {
        static let interface = 8
        static let timestampHigh = 12
        static let timestampLow = 16
        static let options = 20
        static let minimumLength = 24
    }

    /// Section 3.5 and those of the blocks above.
    enum Option {
        static let headerLength = 4
        static let end: UInt16 = 0
        static let interfaceName: UInt16 = 2
        static let interfaceDescription: UInt16 = 3
        static let timestampResolution: UInt16 = 9
        static let timestampOffset: UInt16 = 14
        /// Of an enhanced packet, and of an obsolete packet as well.
        static let packetFlags: UInt16 = 2
        /// Section 4.3.1: the bits of the flags that tell which way a packet went.
        static let directionMask: UInt32 = 0b11
        static let inbound: UInt32 = 0b01
        static let outbound: UInt32 = 0b10
        /// Of interface statistics.
        static let startTime: UInt16 = 2
        static let received: UInt16 = 4
        static let droppedByInterface: UInt16 = 5
        static let droppedByKernel: UInt16 = 7
    }

    /// `count` rounded up to the 32-bit boundary that every field ends on.
    @usableFromInline
    static func padded(_ count: Int) -> Int {
        (count + 3) & ~3
    }
}

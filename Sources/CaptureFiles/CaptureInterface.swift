public import IGMPWire

/// An interface as a capture file describes it.
///
/// A pcap file has exactly one, without a name. The interfaces of a pcapng file
/// are counted over the whole file, since its sections do not share theirs.
public struct CaptureInterface: Hashable, Sendable {
    /// if_name, at most ``longestName`` bytes of it.
    public var name: String?
    /// if_description, at most ``longestDescription`` bytes of it.
    public var description: String?
    public var linkType: LinkType
    /// Which section of its file describes it, counted from 0; always 0 in pcap.
    public internal(set) var section = 0
    /// The most bytes of a frame that were kept; 0 where there was no limit.
    public var snapLength: Int
    /// Frames that the interface received (isb_ifrecv), from the last statistics block.
    public var received: UInt64?
    /// Frames that the interface dropped (isb_ifdrop), from the last statistics block.
    public var droppedByInterface: UInt64?
    /// Frames that the system dropped (isb_osdrop), from the last statistics block.
    public var droppedByKernel: UInt64?

    /// Since when it was captured from (isb_starttime), from the last statistics block that says so.
    public internal(set) var capturedSince: Timestamp?
    /// The time of the last statistics block: up to when it was captured from, where that is known.
    public internal(set) var capturedUntil: Timestamp?

    /// In bytes; what is longer is cut, so that a file cannot make a reader hoard.
    public static let longestName = 256
    /// In bytes, as ``longestName``.
    public static let longestDescription = 1024

    public init(
        name: String? = nil, description: String? = nil, linkType: LinkType, snapLength: Int = 0
    ) {
        self.name = name
        self.description = description
        self.linkType = linkType
        self.snapLength = snapLength
    }
}

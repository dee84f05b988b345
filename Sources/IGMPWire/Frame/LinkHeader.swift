/// What a frame's link-layer headers say, and where its network packet lies.
///
/// Plain values: offsets into the frame instead of views, so that it can be kept
/// beside the frame. Made by ``LinkHeader/init(of:linkType:)``.
public struct LinkHeader: Hashable, Sendable {
    /// What the link layer says it carries.
    public enum Network: Hashable, Sendable {
        case ipv4
        /// Another protocol: nothing of it is read.
        case other
        /// The headers end early or contradict themselves.
        case damaged
        /// Frames of this link type are not read.
        case unsupportedLinkType
    }

    /// Where the network packet begins, in bytes from the start of the frame.
    public var payloadOffset: Int
    /// ``payloadLength``, or the largest number where it is nil.
    @usableFromInline var payloadLimit = Int.max
    // Nil is kept as a number that no address and no index is: a header is copied for
    // every packet, and optionals would more than double the cost of that.
    @usableFromInline var destinationOrNone = Self.none
    @usableFromInline var sourceOrNone = Self.none
    @usableFromInline var interfaceIndexOrNone = Self.none
    public var vlanTags = VLANTags()
    public var network: Network
    /// From a cooked header's packet type; `.unknown` elsewhere.
    public var direction = FrameDirection.unknown

    @inlinable static var none: UInt64 { .max }

    @inlinable
    public init(network: Network, payloadOffset: Int = 0) {
        self.network = network
        self.payloadOffset = payloadOffset
    }

    /// How many bytes the link layer says the network packet has at most (from
    /// an 802.3 length or a PPPoE length); nil where it does not say.
    @inlinable
    public var payloadLength: Int? {
        get { payloadLimit == .max ? nil : payloadLimit }
        set { payloadLimit = newValue ?? .max }
    }

    /// Nil where the link layer has none.
    @inlinable
    public var destination: MACAddress? {
        get { destinationOrNone == Self.none ? nil : MACAddress(rawValue: destinationOrNone) }
        set { destinationOrNone = newValue?.rawValue ?? Self.none }
    }

    /// Nil where the link layer has none.
    @inlinable
    public var source: MACAddress? {
        get { sourceOrNone == Self.none ? nil : MACAddress(rawValue: sourceOrNone) }
        set { sourceOrNone = newValue?.rawValue ?? Self.none }
    }

    /// The interface index that a version 2 cooked header carries; nil elsewhere.
    @inlinable
    public var interfaceIndex: UInt32? {
        get { UInt32(exactly: interfaceIndexOrNone) }
        set { interfaceIndexOrNone = newValue.map(UInt64.init) ?? Self.none }
    }
}

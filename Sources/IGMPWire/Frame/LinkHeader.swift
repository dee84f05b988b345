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
        /// The headers end early, contradict themselves, or have more than
        /// ``VLANTags/capacity`` tags.
        case damaged
        /// Frames of this link type are not read.
        case unsupportedLinkType
    }

    public var network: Network
    /// Where the network packet begins, in bytes from the start of the frame.
    public var payloadOffset: Int
    /// How many bytes the link layer says the network packet has at most (from
    /// an 802.3 length or a PPPoE length); nil where it does not say.
    public var payloadLength: Int?
    public var vlanTags = VLANTags()
    /// Nil where the link layer has none.
    public var destination: MACAddress?
    public var source: MACAddress?
    /// From a cooked header's packet type; `.unknown` elsewhere.
    public var direction = FrameDirection.unknown
    /// The interface index that a version 2 cooked header carries; nil elsewhere.
    public var interfaceIndex: UInt32?

    @inlinable
    public init(network: Network, payloadOffset: Int = 0) {
        self.network = network
        self.payloadOffset = payloadOffset
    }
}

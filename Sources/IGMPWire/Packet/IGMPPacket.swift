/// A packet with IP protocol 2, from its frame to its verdict, read in place.
///
/// Only ``Dissector`` makes it. It cannot outlive the frame that it lies in, or
/// the reassembled datagram.
public struct IGMPPacket: ~Copyable, ~Escapable {
    /// What is to be thought of it.
    public enum Verdict: Hashable, Sendable {
        /// A well-formed message. A version 3 report's records are checked as
        /// they are read, and one that runs past the end makes it a bad report.
        case message(MessageKind)
        /// Dropped by a kernel before IGMP.
        case badIPHeader(IPv4Header.Fault)
        case rejected(MessageError)
        /// Cut by the snapshot length: neither good nor bad.
        case unverifiable
        /// A part of a datagram whose other parts have not come yet.
        case fragment
        /// A fragment that a kernel drops; nothing reaches IGMP.
        case droppedFragment(FragmentReassembler.DropReason)
    }

    public let timestamp: Timestamp
    /// The frame's place in its source, counted from 1.
    public let number: UInt64
    /// Which of its source's interfaces it came from, counted from 0.
    public let interface: Int
    /// The frame's length on the wire, in bytes.
    public let frameLength: Int
    /// How long the payload is by the IP header, in bytes.
    public let payloadLength: Int
    /// What was captured of the payload, trimmed to the total length.
    public let message: IGMPMessage
    public let verdict: Verdict
    public let link: LinkHeader
    /// In a reassembled datagram the header of its first fragment, with the
    /// datagram's total length.
    public let ip: IPv4Header
    public let options: IPv4Options
    /// From the capture, or else from a cooked header.
    public let direction: FrameDirection
    /// Whether it is the datagram that was put together when the fragment told
    /// before it arrived.
    public let isReassembled: Bool

    @inlinable @_lifetime(copy message)
    init(
        timestamp: Timestamp, number: UInt64, interface: Int, direction: FrameDirection, frameLength: Int,
        link: LinkHeader, ip: IPv4Header, options: IPv4Options, message: consuming IGMPMessage, payloadLength: Int,
        verdict: Verdict, isReassembled: Bool = false
    ) {
        self.timestamp = timestamp
        self.number = number
        self.interface = interface
        self.direction = direction
        self.frameLength = frameLength
        self.link = link
        self.ip = ip
        self.options = options
        self.message = message
        self.payloadLength = payloadLength
        self.verdict = verdict
        self.isReassembled = isReassembled
    }
}

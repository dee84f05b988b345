/// A packet of a group's own traffic: IPv4 to a multicast address, of any protocol but IGMP.
///
/// Plain values, read from the headers of a frame; of what they carry nothing is looked
/// at. Each fragment of a datagram is a packet.
public struct DataPacket: Hashable, Sendable {
    /// What is to be thought of its header.
    public enum Verdict: Hashable, Sendable {
        /// A kernel would take it. What the snapshot length cut off behind the header is not missed.
        case good
        /// A kernel would drop it (RFC 1812 section 5.2.2).
        case badIPHeader(IPv4Header.Fault)
        /// The snapshot length cut its header.
        case unverifiable
    }

    public let timestamp: Timestamp
    /// From the capture, or else from a cooked header.
    public let direction: FrameDirection
    public let link: LinkHeader
    public let ip: IPv4Header
    public let verdict: Verdict

    /// Reads the headers of a frame; nil for a frame without such a packet.
    @inlinable
    public init?(_ frame: borrowing CapturedFrame) {
        let link = LinkHeader(frame)
        guard link.network == .ipv4 else { return nil }
        let captured = min(frame.bytes.count &- link.payloadOffset, link.payloadLimit)
        guard captured >= IPv4Header.minimumLength else { return nil }
        let bytes = frame.bytes.slice(from: link.payloadOffset, count: captured)
        guard let ip = IPv4Header(bytes), ip.destination.isMulticast, ip.protocol != IPv4Header.igmp else {
            return nil
        }
        timestamp = frame.timestamp
        direction = frame.direction == .unknown ? link.direction : frame.direction
        let wireLength = min(frame.originalLength &- link.payloadOffset, link.payloadLimit)
        switch ip.fault(in: bytes, wireLength: wireLength) {
        case nil: verdict = .good
        case .cutBySnapshot: verdict = ip.headerLength <= captured ? .good : .unverifiable
        case let fault?: verdict = .badIPHeader(fault)
        }
        self.link = link
        self.ip = ip
    }

    /// So many bytes at the start of its frame are all that is read of it.
    @inlinable
    public var headersLength: Int { link.payloadOffset &+ ip.headerLength }
}

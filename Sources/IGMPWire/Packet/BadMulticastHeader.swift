extension CapturedFrame {
    /// Whether it carries IP protocol 2, good or bad: what ``Dissector`` makes packets of.
    public var carriesIGMP: Bool {
        let link = LinkHeader(self)
        let captured = min(bytes.count - link.payloadOffset, link.payloadLimit)
        return link.network == .ipv4 && captured >= IPv4Header.minimumLength
            && bytes.uint8(at: link.payloadOffset + IPv4Header.protocolOffset) == IPv4Header.igmp
    }

    /// The link-layer header of a frame to a multicast address, but not broadcast, of
    /// which the link layer says that it carries IPv4, and whose IPv4 header no kernel
    /// takes (RFC 1812 section 5.2.2), whatever protocol it may be of. Nil for any other.
    ///
    /// Options are not looked at, and what the snapshot length cut is not judged.
    public func badMulticastHeader() -> LinkHeader? {
        let link = LinkHeader(self)
        guard link.network == .ipv4, let destination = link.destination, destination.isMulticast,
            destination != .broadcast
        else { return nil }
        let captured = max(0, min(bytes.count - link.payloadOffset, link.payloadLimit))
        let wireLength = min(originalLength - link.payloadOffset, link.payloadLimit)
        let packet = bytes.slice(from: link.payloadOffset, count: captured)
        guard let ip = IPv4Header(packet) else { return wireLength < IPv4Header.minimumLength ? link : nil }
        switch ip.fault(in: packet, wireLength: wireLength) {
        case nil, .options, .cutBySnapshot: return nil
        default: return link
        }
    }
}

/// Finds the IGMP packet in a frame: link layer, IPv4, reassembly, message.
///
///     var dissector = Dissector()
///     dissector.dissect(frame) { packet in
///         if case .message(let kind) = packet.verdict { print(packet.ip.source, kind) }
///     }
///
/// Bytes are read where they lie; only fragments are copied, until their
/// datagram is whole. It keeps nothing else but counts.
public struct Dissector: ~Copyable {
    /// Frames that could not be read as far as their network layer.
    public struct Unreadable: Hashable, Sendable {
        /// Of a link type that is not read.
        public var unsupportedLinkType: UInt64 = 0
        /// With link-layer headers that end early or contradict themselves.
        public var damagedLinkHeader: UInt64 = 0
        /// Cut by the snapshot length before an IPv4 header's end, so that it
        /// cannot be told what they carry.
        public var cutBeforeProtocol: UInt64 = 0

        public init() {}
    }

    public internal(set) var unreadable = Unreadable()
    @usableFromInline var fragments: FragmentReassembler

    /// - Parameters:
    ///   - datagramLimit: how many fragmented datagrams may be unfinished at once.
    ///   - fragmentLimit: in how many pieces each may be.
    public init(datagramLimit: Int = 64, fragmentLimit: Int = 64) {
        fragments = FragmentReassembler(datagramLimit: datagramLimit, fragmentLimit: fragmentLimit)
    }

    /// What happened to fragments.
    public var fragmentCounters: FragmentReassembler.Counters { fragments.counters }

    /// Calls `body` with the packet if `frame` carries IP protocol 2; once more
    /// with the whole datagram when the frame brings its last fragment.
    ///
    /// - Parameter interface: the packet's ``IGMPPacket/interface``, where it is not
    ///   the frame's own.
    @inlinable
    public mutating func dissect<Failure: Error>(
        _ frame: borrowing CapturedFrame, interface: Int? = nil, _ body: (borrowing IGMPPacket) throws(Failure) -> Void
    ) throws(Failure) {
        let link = LinkHeader(frame)
        let interface = interface ?? frame.interface
        guard link.network == .ipv4 else {
            if link.network != .other { countUnreadable(link.network) }
            return
        }
        // What the link layer pads or trails does not belong to the packet.
        let captured = min(frame.bytes.count &- link.payloadOffset, link.payloadLimit)
        guard captured >= IPv4Header.minimumLength else {
            return countShort(wireLength: min(frame.originalLength &- link.payloadOffset, link.payloadLimit))
        }
        guard
            frame.bytes.uint8(at: link.payloadOffset &+ IPv4Header.protocolOffset) == IPv4Header.igmp
        else { return }
        let bytes = frame.bytes.slice(from: link.payloadOffset, count: captured)
        guard let ip = IPv4Header(bytes) else { return }
        let wireLength = min(frame.originalLength &- link.payloadOffset, link.payloadLimit)
        if let fault = ip.fault(in: bytes, wireLength: wireLength) {
            return try dissectFaulty(frame, interface, link, ip, bytes, fault, body)
        }
        if ip.isFragment { return try dissectFragment(frame, interface, link, ip, bytes, body) }
        let length = ip.totalLength &- ip.headerLength
        let message = IGMPMessage(bytes.slice(from: ip.headerLength, count: length))
        var verdict: IGMPPacket.Verdict
        do { verdict = .message(try message.kind()) } catch { verdict = .rejected(error) }
        try body(
            IGMPPacket(
                timestamp: frame.timestamp, number: frame.number, interface: interface,
                direction: frame.direction == .unknown ? link.direction : frame.direction,
                frameLength: frame.originalLength, link: link, ip: ip,
                options: ip.headerLength == IPv4Header.minimumLength
                    ? IPv4Options() : IPv4Options(of: bytes, headerLength: ip.headerLength),
                message: message, payloadLength: length, verdict: verdict))
    }

    /// An IPv4 header that is not all there: cut by the snapshot length, or never whole.
    @usableFromInline
    mutating func countShort(wireLength: Int) {
        if wireLength >= IPv4Header.minimumLength {
            unreadable.cutBeforeProtocol += 1
        } else {
            unreadable.damagedLinkHeader += 1
        }
    }

    @usableFromInline
    mutating func countUnreadable(_ network: LinkHeader.Network) {
        if network == .damaged { unreadable.damagedLinkHeader += 1 } else { unreadable.unsupportedLinkType += 1 }
    }

    /// A packet that a kernel would drop, or of which too little was captured.
    @usableFromInline
    func dissectFaulty<Failure: Error>(
        _ frame: borrowing CapturedFrame, _ interface: Int, _ link: LinkHeader, _ ip: IPv4Header, _ bytes: Bytes,
        _ fault: IPv4Header.Fault, _ body: (borrowing IGMPPacket) throws(Failure) -> Void
    ) throws(Failure) {
        let hasHeader = ip.headerLength >= IPv4Header.minimumLength && ip.headerLength <= bytes.count
        let start = hasHeader ? ip.headerLength : bytes.count
        let length = max(ip.totalLength - max(ip.headerLength, IPv4Header.minimumLength), 0)
        try body(
            IGMPPacket(
                timestamp: frame.timestamp, number: frame.number, interface: interface,
                direction: frame.direction == .unknown ? link.direction : frame.direction,
                frameLength: frame.originalLength, link: link, ip: ip,
                options: hasHeader ? IPv4Options(of: bytes, headerLength: ip.headerLength) : IPv4Options(),
                message: IGMPMessage(bytes.slice(from: start, count: min(length, bytes.count - start))),
                payloadLength: length, verdict: fault == .cutBySnapshot ? .unverifiable : .badIPHeader(fault)))
    }

    /// A fragment: told as one, and followed by its datagram when it was the last.
    @usableFromInline
    mutating func dissectFragment<Failure: Error>(
        _ frame: borrowing CapturedFrame, _ interface: Int, _ link: LinkHeader, _ ip: IPv4Header, _ bytes: Bytes,
        _ body: (borrowing IGMPPacket) throws(Failure) -> Void
    ) throws(Failure) {
        let direction = frame.direction == .unknown ? link.direction : frame.direction
        let payload = bytes.slice(from: ip.headerLength, count: ip.totalLength - ip.headerLength)
        var hasher = Hasher()
        hasher.combine(interface)
        hasher.combine(link.vlanTags)
        hasher.combine(link.interfaceIndex)
        let outcome = fragments.add(
            FragmentReassembler.Fragment(
                source: ip.source, destination: ip.destination, identification: ip.identification,
                protocol: ip.protocol, typeOfService: ip.typeOfService, fragmentField: ip.fragmentField,
                link: hasher.finalize()),
            header: bytes.slice(from: 0, count: ip.headerLength), payload: payload, at: frame.timestamp)
        var verdict = IGMPPacket.Verdict.fragment
        if case .dropped(let reason) = outcome { verdict = .droppedFragment(reason) }
        try body(
            IGMPPacket(
                timestamp: frame.timestamp, number: frame.number, interface: interface, direction: direction,
                frameLength: frame.originalLength, link: link, ip: ip,
                options: IPv4Options(of: bytes, headerLength: ip.headerLength), message: IGMPMessage(payload),
                payloadLength: payload.count, verdict: verdict))
        guard outcome == .complete, let first = IPv4Header(fragments.header) else { return }
        let message = IGMPMessage(fragments.payload)
        do { verdict = .message(try message.kind(checksum: fragments.payloadChecksum)) } catch {
            verdict = .rejected(error)
        }
        try body(
            IGMPPacket(
                timestamp: frame.timestamp, number: frame.number, interface: interface, direction: direction,
                frameLength: frame.originalLength, link: link,
                ip: first.reassembled(payloadLength: message.bytes.count),
                options: IPv4Options(of: fragments.header, headerLength: first.headerLength), message: message,
                payloadLength: message.bytes.count, verdict: verdict, isReassembled: true))
    }
}

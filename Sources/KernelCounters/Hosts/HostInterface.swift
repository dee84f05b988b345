import IGMPWire

/// The interface that a host has on the link: which packets came from it.
struct HostInterface: Sendable {
    let address: IPv4Address
    /// Others that it has on the same link.
    private var furtherAddresses: [IPv4Address] = []
    /// Where most of its reports and leaves come from; nil before the first, and
    /// where the link layer has none.
    private var mac: MACAddress?
    /// Whether that was told, not learned.
    private var hasKnownMAC = false
    /// By how many more of them than from elsewhere.
    private var lead = 0
    /// Beyond this lead more of the same do not count, so that a host whose MAC
    /// changes is known again before long.
    private static let leadLimit = 8

    init(address: IPv4Address) {
        self.address = address
    }

    /// - Parameters:
    ///   - addresses: all that it has; none before it is configured.
    ///   - mac: where all that it sends comes from; nil where the link layer has none.
    init(addresses: [IPv4Address], mac: MACAddress?) {
        address = addresses.first ?? .unspecified
        furtherAddresses = Array(addresses.dropFirst())
        self.mac = mac
        hasKnownMAC = mac != nil
    }

    /// Whether an address is the host's own.
    func owns(_ other: IPv4Address) -> Bool {
        other == address || furtherAddresses.contains(other)
    }

    /// Whether the host sent the packet itself: it has the host's address, or none yet,
    /// and not the MAC of somebody else who uses that. Until its own is known, what no
    /// kernel would send is somebody else's.
    mutating func sent(_ packet: borrowing IGMPPacket) -> Bool {
        guard owns(packet.ip.source) || (hasKnownMAC && packet.ip.source == .unspecified) else { return false }
        guard let source = packet.link.source else { return true }
        if hasKnownMAC { return source == mac }
        if case .message(let kind) = packet.verdict, kind.isSentByHosts, !packet.isNoKernels { vote(for: source) }
        return mac.map { source == $0 } ?? !packet.isNoKernels
    }

    private mutating func vote(for source: MACAddress) {
        if lead == 0 { mac = source }
        lead = source == mac ? min(lead + 1, Self.leadLimit) : lead - 1
    }

    /// Whether its network interface takes the frame in: not what is for somebody
    /// else's MAC, which is seen on the link all the same. Until its own is known,
    /// what has its address is taken to be for it.
    func takes(_ packet: borrowing IGMPPacket) -> Bool {
        guard let destination = packet.link.destination, !destination.isMulticast else { return true }
        if let mac { return destination == mac }
        return packet.ip.destination == address
    }
}

extension IGMPPacket {
    /// Whether no kernel sends such a packet of its own accord: a damaged one, or a report of a
    /// group to elsewhere.
    fileprivate var isNoKernels: Bool {
        switch verdict {
        case .rejected, .badIPHeader: true
        case .message(.v1Report), .message(.v2Report): message.group != ip.destination
        default: false
        }
    }
}

extension MessageKind {
    /// Whether a host's kernel sends it of its own accord: a report or a leave.
    var isSentByHosts: Bool {
        switch self {
        case .v1Report, .v2Report, .v3Report, .leave: true
        default: false
        }
    }
}

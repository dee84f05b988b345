import IGMPAnalysis
import IGMPWire

/// What can be told of a packet's message, whatever its verdict: for a good one
/// what it is, for a broken one what its type byte and its length make it look like.
struct ApparentMessage {
    /// Whether the checksum is right, taken over the whole message.
    enum Checksum {
        case good, bad
        /// Not all of the message is there, because it was cut or is in fragments.
        case unverifiable

        var name: StaticString {
            switch self {
            case .good: "good"
            case .bad: "bad"
            case .unverifiable: "unverifiable"
            }
        }
    }

    /// Nil where there is no byte, and in a fragment that is not the first.
    let type: IGMPType?
    /// `.other` where nothing more can be told.
    let kind: MessageKind
    let checksum: Checksum
    /// Nil where the message has no group field, or it is not there.
    let group: IPv4Address?

    init(of packet: borrowing IGMPPacket) {
        checksum = Self.checksum(of: packet)
        guard packet.ip.fragmentOffset == 0 else {
            type = nil
            kind = .other
            group = nil
            return
        }
        type = packet.message.type
        if case .message(let kind) = packet.verdict {
            self.kind = kind
        } else {
            kind = Self.kind(of: packet)
        }
        switch type {
        case .membershipQuery, .v1MembershipReport, .v2MembershipReport, .leaveGroup, .igapReport, .igapQuery,
            .igapLeave, .rgmpJoin, .rgmpLeave, .mtraceQuery, .mtraceResponse:
            group = packet.message.group
        default:
            group = nil
        }
    }

    /// Whether it is, or looks like, one of Multicast Router Discovery (RFC 4286).
    var isRouterDiscovery: Bool { kind.isRouterDiscovery }

    /// Whether it is, or looks like, one of multicast traceroute.
    var isTraceroute: Bool { kind == .mtraceQuery || kind == .mtraceResponse }

    private static func kind(of packet: borrowing IGMPPacket) -> MessageKind {
        switch packet.message.type {
        case .membershipQuery: queryKind(of: packet)
        case .v1MembershipReport: .v1Report
        case .dvmrp: .dvmrp
        case .pimV1: .pimV1
        case .ciscoTrace: .ciscoTrace
        case .v2MembershipReport: .v2Report
        case .leaveGroup: .leave
        case .mtraceQuery: .mtraceQuery
        case .mtraceResponse: .mtraceResponse
        case .v3MembershipReport: .v3Report
        case .mrdAdvertisement: .mrdAdvertisement
        case .mrdSolicitation: .mrdSolicitation
        case .mrdTermination: .mrdTermination
        case .igapReport, .igapQuery, .igapLeave: .igap
        case .rgmpLeave, .rgmpJoin, .rgmpBye, .rgmpHello: .rgmp
        default: .other
        }
    }

    /// By the length on the wire (RFC 9776 section 7.1), which is known even where
    /// the snapshot length cut the message.
    private static func queryKind(of packet: borrowing IGMPPacket) -> MessageKind {
        guard let group = packet.message.group, let code = packet.message.code else { return .other }
        let isGeneral = group == .unspecified
        if packet.payloadLength == IGMPMessage.minimumLength, packet.isWhole {
            return code == 0 ? .v1Query : isGeneral ? .v2GeneralQuery : .v2GroupQuery
        }
        guard packet.payloadLength >= VersionThreeQuery.length else { return .other }
        if isGeneral { return .v3GeneralQuery }
        guard let query = VersionThreeQuery(packet.message) else { return .other }
        return query.sourceCount == 0 ? .v3GroupQuery : .v3GroupSourceQuery
    }

    private static func checksum(of packet: borrowing IGMPPacket) -> Checksum {
        switch packet.verdict {
        case .message: .good
        case .unverifiable, .fragment, .droppedFragment: .unverifiable
        case .rejected(let error):
            switch error.rejection {
            case .badChecksum: .bad
            case .badIPHeader, .tooShort: summed(packet)
            // Their contents are looked at only after the sum was found right.
            case .badQuery, .badReport, .malformed: .good
            }
        case .badIPHeader:
            packet.isWhole && packet.payloadLength > 0 && packet.message.bytes.count == packet.payloadLength
                ? summed(packet) : .unverifiable
        }
    }

    private static func summed(_ packet: borrowing IGMPPacket) -> Checksum {
        // Without room for a checksum field there cannot be a right one.
        packet.message.bytes.count >= 4 && InternetChecksum(packet.message.bytes).isValid ? .good : .bad
    }
}

extension IGMPPacket {
    /// Whether its payload is a message from beginning to end: it came in one
    /// datagram, or was put together from fragments.
    var isWhole: Bool {
        switch verdict {
        case .message, .rejected: true
        case .fragment, .droppedFragment: false
        case .badIPHeader, .unverifiable: !ip.isFragment
        }
    }

    /// Whether the message ends before the payload does by its IP header.
    var isCut: Bool { message.bytes.count < payloadLength }

    /// Whether it carries Router Alert (RFC 2113); nil where its options were not captured.
    var hasRouterAlert: Bool? {
        if options.hasRouterAlert { return true }
        switch verdict {
        case .unverifiable, .badIPHeader:
            let mayHaveOptions = ip.headerLength > IPv4Header.minimumLength
            // With a byte behind them, all of the options were there.
            return mayHaveOptions && message.bytes.count == 0 ? nil : false
        case .message, .rejected, .fragment, .droppedFragment: return false
        }
    }
}

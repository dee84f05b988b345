/// What can be wrong with a packet, in the order in which a line says it.
///
/// The words are the same in text and in JSON, and stay what they are; where one
/// ends in a number or in a reason, that follows the words given here.
enum PacketProblem: UInt8, CaseIterable {
    /// A kernel drops the packet before IGMP (RFC 1122 section 3.2.1). In the words of the fault.
    case badIPHeader
    /// A part of a datagram whose other parts have not come yet (RFC 791 section 3.2).
    case fragment
    /// A fragment that a kernel drops (RFC 791 section 3.2).
    case droppedFragment
    /// The snapshot length of the capture cut the message: what is missing is not judged.
    case cutBySnapshot
    /// The one's-complement sum over the whole message is not 0xFFFF (RFC 9776 section 4.1.2).
    case badChecksum
    /// Fewer bytes than the shortest message has (RFC 2236 section 2).
    case tooShort
    /// The fields contradict each other or the length. In the words of the error.
    case malformed
    /// A record of a version 3 report runs past its end (RFC 9776 section 4.2.4). In the
    /// words of the error.
    case truncatedRecords
    /// Every message of versions 2 and 3 and of Multicast Router Discovery carries Router
    /// Alert (RFC 2236 section 2, RFC 9776 section 4, RFC 4286 section 2).
    case noRouterAlert
    /// Every message of IGMP and of Multicast Router Discovery is sent with a TTL of 1
    /// (RFC 1112 appendix I, RFC 2236 section 2, RFC 9776 section 4, RFC 4286 section 2).
    case timeToLive
    /// Version 3 messages are sent with precedence Internetwork Control, 0xc0
    /// (RFC 9776 section 4).
    case typeOfService
    /// Sent to another address than the message asks for (RFC 2236 sections 3 and 9,
    /// RFC 9776 sections 4.1.12 and 4.2.15).
    case destination
    /// The Ethernet destination is not the one that the IP destination maps to
    /// (RFC 1112 section 6.4).
    case destinationMAC
    /// The source is a group, broadcast or loopback address (RFC 1122 section 3.2.1.3), or a query's
    /// is 0.0.0.0, with which it takes no part in the election (RFC 4541 section 2.1.1).
    case source
    /// A record is for something that is no group (RFC 9776 section 4.2.9).
    case recordGroup
    /// A record of a type that receivers must ignore (RFC 9776 section 4.2.13).
    case recordType
    /// A record has auxiliary data, which version 3 does not define (RFC 9776 section 4.2.11).
    case auxiliaryData
    /// Bytes behind the last field, not announced as extensions (RFC 9279 section 3): they
    /// count in the checksum and are otherwise ignored (RFC 9776 sections 4.1.10 and 4.2.12).
    case trailingBytes

    /// The words.
    var text: StaticString {
        switch self {
        case .badIPHeader, .malformed, .truncatedRecords: ""
        case .fragment: "fragment at byte "
        case .droppedFragment: "dropped fragment: "
        case .cutBySnapshot: "cut by the snapshot length"
        case .badChecksum: "bad checksum"
        case .tooShort: "too short, bytes: "
        case .noRouterAlert: "no router alert"
        case .timeToLive: "ttl "
        case .typeOfService: "tos 0x"
        case .destination: "destination is not "
        case .destinationMAC: "destination MAC does not match the group"
        case .source: "source "
        case .recordGroup: "record for no group: "
        case .recordType: "reserved record type "
        case .auxiliaryData: "auxiliary data"
        case .trailingBytes: "trailing bytes: "
        }
    }
}

/// An IGMP message, read in place: the whole payload of an IPv4 packet.
///
///     |      Type     |   Type's own  |           Checksum            |
///     |                         Group Address                         |
///
/// Any bytes can be one; ``kind(checksum:)`` says what they are, or why they are
/// nothing that a receiver may act on. Bytes beyond a message's fields are
/// covered by the checksum and otherwise ignored (RFC 9776 sections 4.1.10
/// and 4.2.12).
public struct IGMPMessage: ~Escapable, Copyable {
    /// The shortest message but MRD's, in bytes (RFC 2236 section 2).
    public static let minimumLength = 8
    /// The length of an MRD solicitation or termination (RFC 4286 section 4.2).
    public static let shortMRDLength = 4

    /// The message, its checksum field included.
    public let bytes: Bytes

    /// Borrows `bytes`, the payload of an IPv4 packet, trimmed to its total length.
    @inlinable @_lifetime(copy bytes)
    public init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// Borrows `buffer`, the payload of an IPv4 packet; the memory must stay
    /// valid and unchanged while the message is in use.
    @inlinable @_lifetime(borrow buffer)
    public init(_ buffer: UnsafeRawBufferPointer) {
        // The caller vouches for the memory; the lifetime above ends the view with it.
        bytes = unsafe Bytes(buffer)
    }

    /// The type; nil for no bytes at all.
    @inlinable
    public var type: IGMPType? { bytes.count > 0 ? IGMPType(rawValue: bytes.uint8(at: 0)) : nil }

    /// The second byte: Max Resp Code in queries, a code of its own in DVMRP,
    /// PIM and MRD, unused elsewhere. Nil when there is none.
    @inlinable
    public var code: UInt8? { bytes.count > 1 ? bytes.uint8(at: 1) : nil }

    /// The group field of queries, version 1 and 2 reports and leaves; nil when
    /// the message is too short to have one.
    @inlinable
    public var group: IPv4Address? {
        bytes.count >= Self.minimumLength ? IPv4Address(rawValue: bytes.uint32(at: 4)) : nil
    }

    /// The message as a query; nil when it is no query of 8 bytes, or of 12 and
    /// more with the sources that it announces.
    @inlinable
    public var query: MembershipQuery? {
        @_lifetime(copy self) get {
            guard type == .membershipQuery, bytes.count == 8 || bytes.count >= 12 else { return nil }
            let query = MembershipQuery(bytes: bytes)
            guard MembershipQuery.Offset.sources &+ 4 &* query.sourceCount <= bytes.count || query.version < 3 else {
                return nil
            }
            return query
        }
    }

    /// The records of a version 3 report; nil for any other message.
    @inlinable
    public var records: GroupRecords? {
        @_lifetime(copy self) get {
            guard bytes.count >= Self.minimumLength, bytes.uint8(at: 0) == 0x22 else { return nil }
            return GroupRecords(report: bytes)
        }
    }

    /// What the message is.
    ///
    /// In this order, as kernels test: length, checksum, then what the type asks
    /// for. The records of a version 3 report are checked one by one when they
    /// are read (``GroupRecords/next()``).
    ///
    /// - Parameter checksum: the sum over the message where it is known already,
    ///   from its fragments; nil to take it here.
    /// - Throws: ``MessageError`` with the counter that it belongs to.
    @inlinable @inline(__always)
    public func kind(checksum: InternetChecksum? = nil) throws(MessageError) -> MessageKind {
        guard bytes.count >= Self.minimumLength else { return try shortKind(checksum: checksum) }
        let sum = checksum ?? InternetChecksum(bytes)
        guard sum.isValid else { throw MessageError(.badChecksum, .badChecksum(sum: sum.value), at: 2) }
        switch bytes.uint8(at: 0) {
        case 0x11: return try queryKind()
        case 0x12: return try groupKind(.v1Report)
        case 0x16: return try groupKind(.v2Report)
        case 0x17: return try groupKind(.leave)
        case 0x22: return .v3Report
        default: return try rareKind()
        }
    }

    @inlinable
    func queryKind() throws(MessageError) -> MessageKind {
        let group = IPv4Address(rawValue: bytes.uint32(at: 4))
        guard group == .unspecified || group.isMulticast || (bytes.count == 8 && bytes.uint8(at: 1) == 0) else {
            throw MessageError(.badQuery, .notAGroup(group), at: 4)
        }
        if bytes.count == 8 {
            // A version 1 query's group is ignored by receivers (RFC 1112 appendix I).
            if bytes.uint8(at: 1) == 0 { return .v1Query }
            return group == .unspecified ? .v2GeneralQuery : .v2GroupQuery
        }
        guard bytes.count >= 12 else { throw MessageError(.badQuery, .queryLength(bytes.count), at: 0) }
        let sources = Int(bytes.uint16(at: MembershipQuery.Offset.sourceCount))
        guard MembershipQuery.Offset.sources &+ 4 &* sources <= bytes.count else {
            throw MessageError(
                .badQuery, .truncated(needed: 4 &* sources, available: bytes.count &- MembershipQuery.Offset.sources),
                at: MembershipQuery.Offset.sources)
        }
        if group != .unspecified { return sources == 0 ? .v3GroupQuery : .v3GroupSourceQuery }
        guard sources == 0 else {
            throw MessageError(
                .badQuery, .sourcesInGeneralQuery(count: sources), at: MembershipQuery.Offset.sourceCount)
        }
        return .v3GeneralQuery
    }

    @inlinable
    func groupKind(_ kind: MessageKind) throws(MessageError) -> MessageKind {
        let group = IPv4Address(rawValue: bytes.uint32(at: 4))
        guard group.isMulticast else { throw MessageError(.badReport, .notAGroup(group), at: 4) }
        return kind
    }

    /// A message of fewer than 8 bytes: an MRD solicitation or termination, or too short.
    @usableFromInline
    func shortKind(checksum: InternetChecksum?) throws(MessageError) -> MessageKind {
        guard bytes.count >= Self.shortMRDLength, type == .mrdSolicitation || type == .mrdTermination else {
            throw MessageError(
                .tooShort, .truncated(needed: Self.minimumLength, available: bytes.count), at: 0)
        }
        let sum = checksum ?? InternetChecksum(bytes)
        guard sum.isValid else { throw MessageError(.badChecksum, .badChecksum(sum: sum.value), at: 2) }
        return type == .mrdSolicitation ? .mrdSolicitation : .mrdTermination
    }

    /// Everything that is not group membership, by type and least length.
    @usableFromInline
    func rareKind() throws(MessageError) -> MessageKind {
        let kind: MessageKind
        var least = Self.minimumLength
        switch IGMPType(rawValue: bytes.uint8(at: 0)) {
        case .dvmrp: kind = .dvmrp
        case .pimV1: kind = .pimV1
        case .ciscoTrace: kind = .ciscoTrace
        case .mtraceQuery: (kind, least) = (.mtraceQuery, MtraceHeader.length)
        case .mtraceResponse: (kind, least) = (.mtraceResponse, MtraceHeader.length)
        case .mrdAdvertisement: kind = .mrdAdvertisement
        case .mrdSolicitation: kind = .mrdSolicitation
        case .mrdTermination: kind = .mrdTermination
        case .rgmpLeave, .rgmpJoin, .rgmpBye, .rgmpHello: kind = .rgmp
        case .igapReport, .igapQuery, .igapLeave: (kind, least) = (.igap, IGAPHeader.length)
        default: kind = .other
        }
        guard bytes.count >= least else {
            throw MessageError(.malformed, .truncated(needed: least, available: bytes.count), at: 0)
        }
        return kind
    }
}

/// Why a message is nothing that a receiver may act on.
public struct MessageError: Error, Hashable, Sendable {
    /// The counter that it belongs to.
    public let rejection: Rejection
    public let cause: WireError

    @inlinable
    public init(_ rejection: Rejection, _ reason: WireError.Reason, at offset: Int) {
        self.rejection = rejection
        cause = WireError(reason, at: offset)
    }
}

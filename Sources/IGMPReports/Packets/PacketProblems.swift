import IGMPAnalysis
import IGMPWire

/// What is wrong with one packet: which problems, and the particulars that are not
/// in the packet's headers.
///
/// A rule is applied only to the messages it is written for: DVMRP, PIM and
/// traceroute have times to live and destinations of their own.
struct PacketProblems {
    /// One bit each, by raw value.
    private var found: UInt32 = 0
    private var error: WireError?
    private var expectedDestination = IPv4Address.unspecified
    private var recordGroup = IPv4Address.unspecified
    private var recordType: UInt8 = 0
    private var trailingByteCount = 0

    init(of packet: borrowing IGMPPacket, _ message: ApparentMessage) {
        if message.checksum == .bad { add(.badChecksum) }
        switch packet.verdict {
        case .badIPHeader:
            // Nothing else in the header can be trusted then.
            add(.badIPHeader)
            return
        case .fragment: add(.fragment)
        case .droppedFragment: add(.droppedFragment)
        case .unverifiable: add(.cutBySnapshot)
        case .message: break
        case .rejected(let rejection): add(rejection)
        }
        if packet.isCut { add(.cutBySnapshot) }
        addHeaderProblems(of: packet, message)
        let recordsLength = message.kind == .v3Report ? addRecordProblems(of: packet) : nil
        if case .message(let kind) = packet.verdict { addTrailingBytes(of: packet, kind, recordsLength) }
    }

    /// Whether nothing is wrong.
    var isEmpty: Bool { found == 0 }

    func contains(_ problem: PacketProblem) -> Bool {
        found & 1 << UInt32(problem.rawValue) != 0
    }

    /// The first problem after `previous`, or the first of all; nil after the last.
    func next(after previous: PacketProblem?) -> PacketProblem? {
        let seen = previous.map { (2 as UInt32) << UInt32($0.rawValue) } ?? 1
        let left = found & ~(seen &- 1)
        return left == 0 ? nil : PacketProblem(rawValue: UInt8(left.trailingZeroBitCount))
    }

    private mutating func add(_ problem: PacketProblem) {
        found |= 1 << UInt32(problem.rawValue)
    }

    private mutating func add(_ rejection: MessageError) {
        switch rejection.rejection {
        case .badChecksum: add(.badChecksum)
        case .tooShort: add(.tooShort)
        case .badIPHeader, .badQuery, .badReport, .malformed:
            add(.malformed)
            error = rejection.cause
        }
    }

    private mutating func addHeaderProblems(of packet: borrowing IGMPPacket, _ message: ApparentMessage) {
        if SourceNotUnicastRule.isBroken(by: packet) || (packet.ip.source == .unspecified && message.kind.isQuery) {
            add(.source)
        }
        if EthernetDestinationRule.isBroken(by: packet) { add(.destinationMAC) }
        if RouterAlertRule.applies(to: message.kind), packet.hasRouterAlert == false { add(.noRouterAlert) }
        if TimeToLiveRule.isBroken(by: packet, message.kind) { add(.timeToLive) }
        if TypeOfServiceRule.isBroken(by: packet, message.kind) { add(.typeOfService) }
        if let expected = message.kind.destination(group: message.group), expected != packet.ip.destination {
            add(.destination)
            expectedDestination = expected
        }
    }

    /// Returns how long the records are together; nil where not all of them are there.
    private mutating func addRecordProblems(of packet: borrowing IGMPPacket) -> Int? {
        guard var records = packet.message.records else { return nil }
        var length = 0
        do throws(WireError) {
            while let record = try records.next() {
                length += record.bytes.count
                if !record.group.isMulticast, !contains(.recordGroup) {
                    add(.recordGroup)
                    recordGroup = record.group
                }
                if !(1...6 ~= record.type.rawValue), !contains(.recordType) {
                    add(.recordType)
                    recordType = record.type.rawValue
                }
                if record.auxiliaryData.count > 0 { add(.auxiliaryData) }
            }
            return length
        } catch {
            // Where the rest was never seen, the record may well end in it.
            if packet.isWhole, error.isBeyond(packet.payloadLength) {
                add(.truncatedRecords)
                self.error = error
            }
            return nil
        }
    }

    private mutating func addTrailingBytes(
        of packet: borrowing IGMPPacket, _ kind: MessageKind, _ recordsLength: Int?
    ) {
        guard let length = Self.length(of: packet.message, kind, recordsLength), length < packet.payloadLength else {
            return
        }
        add(.trailingBytes)
        trailingByteCount = packet.payloadLength - length
    }

    /// How long the message is by its own fields; nil where they do not say, or
    /// where they announce extensions.
    private static func length(
        of message: borrowing IGMPMessage, _ kind: MessageKind, _ recordsLength: Int?
    ) -> Int? {
        switch kind {
        case .v1Query, .v2GeneralQuery, .v2GroupQuery, .v1Report, .v2Report, .leave, .mrdAdvertisement, .rgmp:
            return IGMPMessage.minimumLength
        case .mrdSolicitation, .mrdTermination:
            return IGMPMessage.shortMRDLength
        case .v3GeneralQuery, .v3GroupQuery, .v3GroupSourceQuery:
            guard let query = VersionThreeQuery(message), query.flags & 8 == 0 else { return nil }
            return VersionThreeQuery.length + 4 * query.sourceCount
        case .v3Report:
            guard message.bytes.uint8(at: 4) & 0x80 == 0 else { return nil }
            return recordsLength.map { IGMPMessage.minimumLength + $0 }
        case .dvmrp, .pimV1, .ciscoTrace, .mtraceQuery, .mtraceResponse, .igap, .other:
            return nil
        }
    }

    /// Adds the words of `problem`; nothing in them needs an escape.
    func write(_ problem: PacketProblem, of packet: borrowing IGMPPacket, to buffer: inout ByteBuffer) {
        buffer.append(problem.text)
        switch problem {
        case .badIPHeader:
            if case .badIPHeader(let fault) = packet.verdict { buffer.append(unescaped: fault.description) }
        case .fragment:
            buffer.append(decimal: packet.ip.fragmentOffset)
            if packet.ip.hasMoreFragments { buffer.append(", more to come") }
        case .droppedFragment:
            if case .droppedFragment(let reason) = packet.verdict { buffer.append(reason.text) }
        case .tooShort: buffer.append(decimal: packet.payloadLength)
        case .malformed, .truncatedRecords:
            if let error { buffer.append(unescaped: error.description) }
        case .timeToLive: buffer.append(decimal: packet.ip.timeToLive)
        case .typeOfService: buffer.append(hexadecimal: UInt64(packet.ip.typeOfService), digits: 2)
        case .destination: buffer.append(expectedDestination)
        case .source: buffer.append(packet.ip.source)
        case .recordGroup: buffer.append(recordGroup)
        case .recordType: buffer.append(decimal: recordType)
        case .trailingBytes: buffer.append(decimal: trailingByteCount)
        case .cutBySnapshot, .badChecksum, .noRouterAlert, .destinationMAC, .auxiliaryData: break
        }
    }
}

extension WireError {
    /// Whether what was announced ends behind a message of `length` bytes.
    fileprivate func isBeyond(_ length: Int) -> Bool {
        if case .truncated(let needed, _) = reason { offset + needed > length } else { true }
    }
}

extension FragmentReassembler.DropReason {
    /// Why, in a few words.
    fileprivate var text: StaticString {
        switch self {
        case .badLength: "bad length"
        case .oversized: "reaches past 65535 bytes"
        case .typeOfServiceDiffers: "type of service differs"
        case .duplicate: "duplicate"
        case .tooManyFragments: "too many fragments"
        }
    }
}

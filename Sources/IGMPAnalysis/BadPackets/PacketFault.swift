public import IGMPWire

/// Why a packet was not taken as a message.
public enum PacketFault: Hashable, Sendable {
    /// A kernel would have dropped it before IGMP.
    case ip(IPv4Header.Fault)
    case message(MessageError)

    /// What is wrong with a packet; nil for a good one, for a fragment, and for one
    /// of which too little was captured. A version 3 report's records are looked at too.
    @inlinable
    public init?(of packet: borrowing IGMPPacket) {
        switch packet.verdict {
        case .message(.v3Report): self.init(ofRecords: packet.message)
        case .message, .unverifiable, .fragment, .droppedFragment: return nil
        case .badIPHeader(let fault): self = .ip(fault)
        case .rejected(let error): self = .message(error)
        }
    }

    @usableFromInline
    init?(ofRecords message: borrowing IGMPMessage) {
        guard var records = message.records else { return nil }
        do throws(WireError) {
            while try records.next() != nil {}
            return nil
        } catch {
            self = .message(MessageError(.badReport, error.reason, at: error.offset))
        }
    }

    /// The counter that the packet belongs to.
    public var rejection: Rejection {
        switch self {
        case .ip: .badIPHeader
        case .message(let error): error.rejection
        }
    }

    /// Where the field is that is at fault, in bytes from the start of the IP header.
    func offset(headerLength: Int) -> Int {
        switch self {
        case .message(let error): headerLength + error.cause.offset
        case .ip(let fault):
            switch fault {
            case .version, .headerLength: 0
            case .totalLength, .shortFrame, .cutBySnapshot: 2
            case .checksum, .checksumNotSet: 10
            case .options: IPv4Header.minimumLength
            }
        }
    }
}

extension PacketFault: CustomStringConvertible {
    /// A few words for a line about the packet.
    public var description: String {
        switch self {
        case .ip(let fault): "\(fault)"
        case .message(let error): "\(error.cause)"
        }
    }
}

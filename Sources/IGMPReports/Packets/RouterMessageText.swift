import IGMPWire

/// Writes what the messages of type IGMP say that are not about group membership:
/// in tcpdump's wording where it has one.
enum RouterMessageText {
    static func write(
        _ message: borrowing IGMPMessage, type: IGMPType, group: IPv4Address?, to buffer: inout ByteBuffer
    ) {
        switch type {
        case .dvmrp:
            buffer.append("igmp dvmrp")
            write(code: message.code, names: dvmrpName, to: &buffer)
        case .pimV1:
            buffer.append("igmp pimv1")
            write(code: message.code, names: pimName, to: &buffer)
        case .ciscoTrace: buffer.append("igmp cisco trace")
        case .mtraceQuery: write(traceroute: "mtrace", message, to: &buffer)
        case .mtraceResponse: write(traceroute: "mresp", message, to: &buffer)
        case .mrdAdvertisement: writeAdvertisement(message, to: &buffer)
        case .mrdSolicitation: buffer.append("igmp mrd solicitation")
        case .mrdTermination: buffer.append("igmp mrd termination")
        case .igapReport: write("igmp igap report", group, to: &buffer)
        case .igapQuery: write("igmp igap query", group, to: &buffer)
        case .igapLeave: write("igmp igap leave", group, to: &buffer)
        case .rgmpHello: buffer.append("igmp rgmp hello")
        case .rgmpBye: buffer.append("igmp rgmp bye")
        case .rgmpJoin: write("igmp rgmp join", group, to: &buffer)
        case .rgmpLeave: write("igmp rgmp leave", group, to: &buffer)
        default:
            buffer.append("igmp-")
            buffer.append(decimal: type.rawValue)
        }
    }

    private static func write(_ name: StaticString, _ group: IPv4Address?, to buffer: inout ByteBuffer) {
        buffer.append(name)
        guard let group else { return }
        buffer.append(byte: UInt8(ascii: " "))
        buffer.append(group)
    }

    private static func write(
        code: UInt8?, names: (UInt8) -> StaticString?, to buffer: inout ByteBuffer
    ) {
        guard let code else { return }
        if let name = names(code) {
            buffer.append(byte: UInt8(ascii: " "))
            buffer.append(name)
        } else {
            buffer.append(" [type ")
            buffer.append(decimal: code)
            buffer.append(byte: UInt8(ascii: "]"))
        }
    }

    /// The codes of DVMRP version 3 (draft-ietf-idmr-dvmrp-v3 section 3.2), and two that mrinfo uses.
    private static func dvmrpName(_ code: UInt8) -> StaticString? {
        switch code {
        case 1: "Probe"
        case 2: "Report"
        case 3: "Ask-neighbors"
        case 4: "Neighbors"
        case 5: "Ask-neighbors2"
        case 6: "Neighbors2"
        case 7: "Prune"
        case 8: "Graft"
        case 9: "Graft-ACK"
        default: nil
        }
    }

    /// The codes of PIM version 1.
    private static func pimName(_ code: UInt8) -> StaticString? {
        switch code {
        case 0: "Query"
        case 1: "Register"
        case 2: "Register-Stop"
        case 3: "Join/Prune"
        case 4: "RP-reachable"
        case 5: "Assert"
        case 6: "Graft"
        case 7: "Graft-ACK"
        default: nil
        }
    }

    private static func write(
        traceroute name: StaticString, _ message: borrowing IGMPMessage, to buffer: inout ByteBuffer
    ) {
        buffer.append(name)
        guard let header = MtraceHeader(message) else { return }
        buffer.append(byte: UInt8(ascii: " "))
        buffer.append(decimal: header.queryIdentifier)
        buffer.append(": ")
        buffer.append(header.source)
        buffer.append(" to ")
        buffer.append(header.destination)
        buffer.append(" reply-to ")
        buffer.append(header.responseAddress)
        if header.responseAddress.isMulticast {
            buffer.append(" with-ttl ")
            buffer.append(decimal: header.responseTimeToLive)
        }
    }

    private static func writeAdvertisement(_ message: borrowing IGMPMessage, to buffer: inout ByteBuffer) {
        buffer.append("igmp mrd advertisement")
        guard let advertisement = RouterAdvertisement(message) else { return }
        buffer.append(", interval ")
        buffer.append(seconds: advertisement.advertisementInterval)
        buffer.append("s, query interval ")
        buffer.append(seconds: advertisement.queryInterval)
        buffer.append("s, robustness ")
        buffer.append(decimal: advertisement.robustness)
    }
}

package import IGMPWire

/// Writes a line about each IGMP packet in tcpdump's wording and order, and behind
/// it, in parentheses, what is wrong with the packet.
///
///     20:14:09.123456 IP 10.0.0.1 > 239.1.1.1: igmp v2 report 239.1.1.1 (no router alert; ttl 64)
package struct PacketText {
    /// As the option -v is repeated: from 1 on the fields of the IP header in a line
    /// before, from 2 on the sources themselves instead of how many there are.
    package var verbosity: Int
    /// Whether the name of the interface stands in every line.
    package var showsInterface: Bool
    private var zone = LocalTimeZone()

    package init(verbosity: Int = 0, showsInterface: Bool = false) {
        self.verbosity = verbosity
        self.showsInterface = showsInterface
    }

    /// Adds the line about `packet`, of any verdict.
    ///
    /// - Parameters:
    ///   - time: what the clock showed when it was captured.
    ///   - interface: the name of the interface that it was captured on; nil where
    ///     the file does not say.
    package mutating func write(
        _ packet: borrowing IGMPPacket, at time: Timestamp, interface: String?, to buffer: inout ByteBuffer
    ) {
        let message = ApparentMessage(of: packet)
        buffer.append(timeOfDay: time, in: &zone)
        buffer.append(byte: UInt8(ascii: " "))
        if showsInterface, let interface {
            buffer.append(escapedForTerminal: interface)
            buffer.append(byte: UInt8(ascii: " "))
        }
        switch packet.direction {
        case .inbound: buffer.append("In ")
        case .outbound: buffer.append("Out ")
        case .unknown: break
        }
        for index in 0..<packet.link.vlanTags.count {
            buffer.append("vlan ")
            buffer.append(decimal: packet.link.vlanTags[index])
            buffer.append(", ")
        }
        buffer.append("IP ")
        if verbosity > 0 {
            writeHeader(packet, to: &buffer)
            buffer.append("\n    ")
        }
        buffer.append(packet.ip.source)
        buffer.append(" > ")
        buffer.append(packet.ip.destination)
        buffer.append(": ")
        MessageText(listsSources: verbosity > 1).write(packet, message, to: &buffer)
        writeProblems(PacketProblems(of: packet, message), of: packet, to: &buffer)
        buffer.append(byte: UInt8(ascii: "\n"))
    }

    private func writeHeader(_ packet: borrowing IGMPPacket, to buffer: inout ByteBuffer) {
        let ip = packet.ip
        buffer.append("(tos 0x")
        buffer.append(hexadecimal: UInt64(ip.typeOfService), digits: ip.typeOfService < 16 ? 1 : 2)
        // Explicit Congestion Notification (RFC 3168 section 5).
        switch ip.typeOfService & 3 {
        case 1: buffer.append(",ECT(1)")
        case 2: buffer.append(",ECT(0)")
        case 3: buffer.append(",CE")
        default: break
        }
        buffer.append(", ttl ")
        buffer.append(decimal: ip.timeToLive)
        buffer.append(", id ")
        buffer.append(decimal: ip.identification)
        buffer.append(", offset ")
        buffer.append(decimal: ip.fragmentOffset)
        buffer.append(", flags [")
        buffer.append(Self.flags(ip.fragmentField >> 13))
        buffer.append("], proto IGMP (2), length ")
        buffer.append(decimal: ip.totalLength)
        if ip.headerLength > IPv4Header.minimumLength {
            buffer.append(", options (")
            buffer.append(Self.options(packet))
            buffer.append(byte: UInt8(ascii: ")"))
        }
        buffer.append(byte: UInt8(ascii: ")"))
    }

    /// The three bits beside the fragment offset (RFC 791 section 3.1): reserved, DF, MF.
    private static func flags(_ bits: UInt16) -> StaticString {
        switch bits {
        case 0: "none"
        case 1: "+"
        case 2: "DF"
        case 3: "+, DF"
        case 4: "rsvd"
        case 5: "+, rsvd"
        case 6: "DF, rsvd"
        default: "+, DF, rsvd"
        }
    }

    private static func options(_ packet: borrowing IGMPPacket) -> StaticString {
        guard let hasRouterAlert = packet.hasRouterAlert else { return "not captured" }
        if packet.options.isMalformed { return hasRouterAlert ? "RA, malformed" : "malformed" }
        guard hasRouterAlert else { return "no RA" }
        // Router Alert alone takes one word of four bytes (RFC 2113 section 2.1).
        return packet.ip.headerLength == IPv4Header.minimumLength + 4 ? "RA" : "RA, others"
    }

    private func writeProblems(
        _ problems: PacketProblems, of packet: borrowing IGMPPacket, to buffer: inout ByteBuffer
    ) {
        guard !problems.isEmpty else { return }
        var problem = problems.next(after: nil)
        buffer.append(" (")
        while let found = problem {
            problems.write(found, of: packet, to: &buffer)
            problem = problems.next(after: found)
            if problem != nil { buffer.append("; ") }
        }
        buffer.append(byte: UInt8(ascii: ")"))
    }
}

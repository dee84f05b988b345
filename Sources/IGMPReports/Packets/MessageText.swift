import IGMPWire

/// Writes what an IGMP message says, in tcpdump's wording.
///
/// Of a broken message it says what can be read.
struct MessageText {
    /// Whether sources are listed, or only counted.
    let listsSources: Bool

    func write(_ packet: borrowing IGMPPacket, _ apparent: ApparentMessage, to buffer: inout ByteBuffer) {
        guard let type = apparent.type else {
            buffer.append("igmp")
            return
        }
        switch type {
        case .membershipQuery: writeQuery(packet, apparent, to: &buffer)
        case .v1MembershipReport: writeGroup("igmp v1 report", packet, apparent, to: &buffer)
        case .v2MembershipReport: writeGroup("igmp v2 report", packet, apparent, to: &buffer)
        case .leaveGroup: writeGroup("igmp leave", packet, apparent, to: &buffer)
        case .v3MembershipReport: writeReport(packet.message, to: &buffer)
        default: RouterMessageText.write(packet.message, type: type, group: apparent.group, to: &buffer)
        }
    }

    private func writeGroup(
        _ name: StaticString, _ packet: borrowing IGMPPacket, _ apparent: ApparentMessage,
        to buffer: inout ByteBuffer
    ) {
        buffer.append(name)
        if let group = apparent.group {
            buffer.append(byte: UInt8(ascii: " "))
            buffer.append(group)
        }
        writeLength(of: packet, to: &buffer)
    }

    private func writeLength(of packet: borrowing IGMPPacket, to buffer: inout ByteBuffer) {
        guard packet.payloadLength != IGMPMessage.minimumLength else { return }
        buffer.append(" [len ")
        buffer.append(decimal: packet.payloadLength)
        buffer.append(byte: UInt8(ascii: "]"))
    }

    private func writeQuery(
        _ packet: borrowing IGMPPacket, _ apparent: ApparentMessage, to buffer: inout ByteBuffer
    ) {
        buffer.append("igmp query")
        switch apparent.kind.version {
        case 1: buffer.append(" v1")
        case 2:
            buffer.append(" v2")
            if let code = packet.message.code, code != 100 {
                buffer.append(" [max resp time ")
                buffer.append(decimal: code)
                buffer.append(byte: UInt8(ascii: "]"))
            }
        case 3:
            buffer.append(" v3")
            guard let query = VersionThreeQuery(packet.message) else { break }
            return writeVersionThree(query, packet.message, group: apparent.group, to: &buffer)
        default: break
        }
        if let group = apparent.group, group != .unspecified {
            buffer.append(" [gaddr ")
            buffer.append(group)
            buffer.append(byte: UInt8(ascii: "]"))
        }
        writeLength(of: packet, to: &buffer)
    }

    private func writeVersionThree(
        _ query: VersionThreeQuery, _ message: borrowing IGMPMessage, group: IPv4Address?,
        to buffer: inout ByteBuffer
    ) {
        if query.maxResponseTime != .seconds(10) {
            buffer.append(" [max resp time ")
            write(maxResponseTime: query.maxResponseTime, to: &buffer)
            buffer.append(byte: UInt8(ascii: "]"))
        }
        guard let group, group != .unspecified || query.sourceCount > 0 else { return }
        buffer.append(" [gaddr ")
        buffer.append(group)
        if query.readableSourceCount < query.sourceCount {
            buffer.append(" [invalid number of sources ")
            buffer.append(decimal: query.sourceCount)
            buffer.append(byte: UInt8(ascii: "]"))
        } else if listsSources, query.sourceCount > 0 {
            buffer.append(" {")
            for index in 0..<query.sourceCount {
                buffer.append(byte: UInt8(ascii: " "))
                buffer.append(VersionThreeQuery.source(at: index, of: message))
            }
            buffer.append(" }")
        } else if query.sourceCount > 0 {
            write(sourceCount: query.sourceCount, to: &buffer)
        }
        buffer.append(byte: UInt8(ascii: "]"))
    }

    /// Tenths of a second below a minute, else minutes and seconds.
    private func write(maxResponseTime time: Interval, to buffer: inout ByteBuffer) {
        let tenths = time.nanoseconds / Interval.tenths(1).nanoseconds
        if tenths < 600 {
            buffer.append(decimal: tenths / 10)
            buffer.append(byte: UInt8(ascii: "."))
            buffer.append(decimal: tenths % 10)
            buffer.append(byte: UInt8(ascii: "s"))
        } else {
            buffer.append(decimal: tenths / 600)
            buffer.append(byte: UInt8(ascii: "m"))
            if tenths % 600 != 0 {
                buffer.append(decimal: tenths % 600 / 10)
                buffer.append(byte: UInt8(ascii: "s"))
            }
        }
    }

    private func write(sourceCount: Int, to buffer: inout ByteBuffer) {
        buffer.append(", ")
        buffer.append(decimal: sourceCount)
        buffer.append(" source(s)")
    }

    private func writeReport(_ message: borrowing IGMPMessage, to buffer: inout ByteBuffer) {
        buffer.append("igmp v3 report")
        guard var records = message.records else { return }
        buffer.append(", ")
        buffer.append(decimal: message.bytes.uint16(at: 6))
        buffer.append(" group record(s)")
        // What follows a damaged record is not read; the problems say where it was.
        while let record = try? records.next() {
            buffer.append(" [gaddr ")
            buffer.append(record.group)
            buffer.append(byte: UInt8(ascii: " "))
            write(record.type, to: &buffer)
            if listsSources {
                buffer.append(" {")
                for index in 0..<record.sourceCount {
                    buffer.append(byte: UInt8(ascii: " "))
                    buffer.append(record.source(at: index))
                }
                buffer.append(" }")
            } else {
                write(sourceCount: record.sourceCount, to: &buffer)
            }
            let auxiliaryLength = record.auxiliaryData.count
            if auxiliaryLength > 0 {
                buffer.append(", ")
                buffer.append(decimal: auxiliaryLength)
                buffer.append(" aux byte(s)")
            }
            buffer.append(byte: UInt8(ascii: "]"))
        }
    }

    private func write(_ type: RecordType, to buffer: inout ByteBuffer) {
        guard 1...6 ~= type.rawValue else {
            buffer.append("[v3-report-#")
            buffer.append(decimal: type.rawValue)
            buffer.append(byte: UInt8(ascii: "]"))
            return
        }
        buffer.append(type.name)
    }
}

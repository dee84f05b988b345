import IGMPWire

/// The rules on single packets.
extension LinkFindings {
    /// Returns why the packet is no message, if it is none.
    @inline(never)
    mutating func checkPacket(_ packet: borrowing IGMPPacket) -> PacketFault? {
        let fault = PacketFault(of: packet)
        if let fault { note(fault, packet) }
        switch packet.verdict {
        case .message(let kind): checkMessage(packet, kind)
        case .fragment, .droppedFragment: note(.fragmented, packet)
        case .rejected, .badIPHeader, .unverifiable: break
        }
        return fault
    }

    /// Of a packet that is ignored as a whole nothing but the reason is told: what
    /// else is odd about it may be due to the same damage.
    private mutating func note(_ fault: PacketFault, _ packet: borrowing IGMPPacket) {
        switch fault {
        case .ip(.checksumNotSet): note(.checksumOffload, packet)
        case .ip(let fault): note(.badIPHeader, packet, detail: .fault(fault))
        case .message(let error):
            switch error.rejection {
            case .badChecksum: note(.badChecksum, packet)
            case .tooShort, .malformed: note(.messageTooShort, packet, detail: .number(packet.payloadLength))
            case .badQuery, .badReport, .badIPHeader: note(error, packet)
            }
        }
    }

    private mutating func note(_ error: MessageError, _ packet: borrowing IGMPPacket) {
        switch error.cause.reason {
        case .queryLength(let length): note(.queryLength, packet, detail: .number(length))
        case .notAGroup(let address): note(.notAGroup, packet, detail: .address(address))
        case .sourcesInGeneralQuery: note(.sourcesInGeneralQuery, packet)
        case .truncated:
            note(.countsBeyondData, packet, detail: .kind(error.rejection == .badReport ? .v3Report : .v3GroupQuery))
        case .badChecksum: break
        }
    }

    private mutating func checkMessage(_ packet: borrowing IGMPPacket, _ kind: MessageKind) {
        checkHeader(packet, kind)
        switch kind {
        case .v3Report: checkRecords(packet)
        case .v1Report, .v2Report, .leave: checkGroup(packet, kind)
        case .other: note(.unknownMessageType, packet, detail: .number(Int(packet.message.type?.rawValue ?? 0)))
        default: break
        }
    }

    private mutating func checkHeader(_ packet: borrowing IGMPPacket, _ kind: MessageKind) {
        if TimeToLiveRule.isBroken(by: packet, kind) {
            note(.timeToLive, packet, detail: .number(Int(packet.ip.timeToLive)))
        }
        if RouterAlertRule.isBroken(by: packet, kind) { note(.noRouterAlert, packet, detail: .kind(kind)) }
        if OlderRouterAlertRule.isBroken(by: packet, kind) { note(.noRouterAlertVersion2, packet) }
        if TypeOfServiceRule.isBroken(by: packet, kind) {
            note(.typeOfService, packet, detail: .number(Int(packet.ip.typeOfService)))
        }
        if EthernetDestinationRule.isBroken(by: packet), let address = packet.link.destination {
            note(address.isMulticast ? .ethernetDestination : .unicastFrame, packet, detail: .macAddress(address))
        }
        checkSource(packet, kind)
        let destination = packet.ip.destination
        if let expected = kind.destination(group: packet.message.group), expected != destination,
            let code = Self.destinationCode(of: kind)
        {
            let group = packet.message.group
            let isAbout = kind != .v3Report && group?.isMulticast == true
            note(code, packet, group: isAbout ? group : nil, detail: .address(destination))
        }
    }

    private mutating func checkSource(_ packet: borrowing IGMPPacket, _ kind: MessageKind) {
        if SourceNotUnicastRule.isBroken(by: packet) { return note(.sourceNotUnicast, packet) }
        guard packet.ip.source == .unspecified else { return }
        if kind.isQuery {
            note(.zeroSourceQuery, packet)
        } else if kind.version != nil {
            note(.zeroSourceReport, packet)
        }
    }

    private static func destinationCode(of kind: MessageKind) -> FindingCode? {
        switch kind {
        case .v3Report: .version3ReportDestination
        case .leave: .leaveDestination
        case .v1Report, .v2Report: .reportDestination
        default: kind.isQuery ? .queryDestination : nil
        }
    }

    /// The group of a version 1 or 2 report or of a leave.
    private mutating func checkGroup(_ packet: borrowing IGMPPacket, _ kind: MessageKind) {
        guard let group = packet.message.group else { return }
        if SourceSpecificOlderReportRule.isBroken(by: packet, kind) {
            note(.sourceSpecificOlderReport, packet, group: group, detail: .kind(kind))
        }
        checkLocal(group, packet, isReport: kind != .leave)
    }

    private mutating func checkRecords(_ packet: borrowing IGMPPacket) {
        if EmptyReportRule.isBroken(by: packet.message) { note(.emptyReport, packet) }
        guard var records = packet.message.records else { return }
        // What lies behind a damaged record cannot be read; the damage has been told.
        while let record = try? records.next() { checkRecord(record, packet) }
    }

    private mutating func checkRecord(_ record: borrowing GroupRecord, _ packet: borrowing IGMPPacket) {
        let group = record.group
        if AuxiliaryDataRule.isBroken(by: record) { note(.auxiliaryData, packet) }
        guard group.isMulticast else { return note(.notAGroup, packet, detail: .address(group)) }
        if UnknownRecordTypeRule.isBroken(by: record) {
            return note(.unknownRecordType, packet, group: group, detail: .number(Int(record.type.rawValue)))
        }
        if SourceSpecificExcludeRule.isBroken(by: record) { note(.sourceSpecificExclude, packet, group: group) }
        checkLocal(group, packet, isReport: true)
    }

    private mutating func checkLocal(_ group: IPv4Address, _ packet: borrowing IGMPPacket, isReport: Bool) {
        if group == .allSystems {
            note(.allSystemsReported, packet, group: group)
        } else if isReport, group.isLocalGroup {
            table.note(.linkLocalGroup, group: group, at: now)
        }
    }
}

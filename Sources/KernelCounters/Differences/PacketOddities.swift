import IGMPWire

/// All that sets one packet apart.
struct PacketOddities: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ oddities: PacketOddity...) {
        rawValue = oddities.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    func contains(_ oddity: PacketOddity) -> Bool {
        rawValue & 1 << UInt32(oddity.rawValue) != 0
    }

    mutating func insert(_ oddity: PacketOddity) {
        self = union(PacketOddities(oddity))
    }

    /// What can be told from the message and its IPv4 header; of one that every kernel
    /// rejects for its length or checksum, nothing but its source.
    ///
    /// - Parameter isDamagedReport: whether a version 3 report lacks records that it announces.
    init(of packet: borrowing IGMPPacket, isDamagedReport: Bool) {
        self.init()
        guard packet.isWhole else { return }
        if packet.ip.source.isMulticast || packet.ip.source.isLoopback { insert(.invalidSource) }
        if packet.isTooShortOrBadlySummed { return }
        if packet.ip.timeToLive != 1 { insert(.otherTTL) }
        guard let group = packet.message.group else {
            insert(.shortMRD)
            return
        }
        switch packet.messageType {
        case .membershipQuery:
            addQuery(packet, of: group)
        case .v1MembershipReport:
            if !group.isMulticast || group != packet.ip.destination { insert(.badReport) }
        case .v2MembershipReport:
            if !group.isMulticast || group != packet.ip.destination { insert(.badReport) }
            if !packet.options.hasRouterAlert { insert(.noRouterAlert) }
        case .leaveGroup:
            insert(.leave)
            if !group.isMulticast { insert(.badLeave) }
            if !packet.options.hasRouterAlert { insert(.noRouterAlert) }
        case .v3MembershipReport:
            insert(isDamagedReport ? .damagedV3Report : .v3Report)
            if !packet.options.hasRouterAlert { insert(.noRouterAlert) }
        default:
            break
        }
    }

    /// Why a BSD's IGMP does not get the packet, if it does not.
    init(undelivered packet: borrowing IGMPPacket) {
        switch packet.verdict {
        case .fragment, .droppedFragment: self.init(.fragment)
        case .badIPHeader: self.init(.badIPHeader)
        case .unverifiable: self.init(.cut)
        case .message, .rejected: self.init(.undelivered)
        }
    }

    private mutating func addQuery(_ packet: borrowing IGMPPacket, of group: IPv4Address) {
        let bytes = packet.message.bytes
        let destination = packet.ip.destination
        if !destination.isMulticast { insert(.queryToNoGroup) }
        if bytes.count == 8, bytes.uint8(at: 1) == 0 {
            if destination != .allSystems { insert(.misaddressedV1Query) }
            if group != .unspecified { insert(.v1QueryWithGroup) }
            return
        }
        if !packet.options.hasRouterAlert { insert(.noRouterAlert) }
        if group != .unspecified, !group.isMulticast { insert(.queryOfNoGroup) }
        let isMisaddressed = group == .unspecified && destination != .allSystems
        guard bytes.count >= 12 else {
            if bytes.count > 8 {
                insert(.oddLengthQuery)
            } else if isMisaddressed {
                insert(.misaddressedV2Query)
            }
            return
        }
        insert(.v3Query)
        if isMisaddressed { insert(.misaddressedV3Query) }
        let sourceCount = Int(bytes.uint16(at: 10))
        if 12 + 4 * sourceCount > bytes.count {
            insert(.missingSources)
        } else if sourceCount > 0, group == .unspecified {
            insert(.sourcesInGeneralQuery)
        }
    }
}

extension IGMPPacket {
    /// Whether it reaches IGMP in some shape, for all that its own bytes say.
    fileprivate var isWhole: Bool {
        switch verdict {
        case .message, .rejected: true
        default: false
        }
    }

    /// Whether every kernel rejects it before its type is looked at.
    var isTooShortOrBadlySummed: Bool {
        guard case .rejected(let error) = verdict else { return false }
        return error.rejection == .badChecksum || error.rejection == .tooShort
    }

    /// Whether it is a query, report or leave: what RFC 9776 section 4 speaks of.
    var isMembershipMessage: Bool {
        guard message.bytes.count >= IGMPMessage.minimumLength else { return false }
        return switch messageType {
        case .membershipQuery, .v1MembershipReport, .v2MembershipReport, .v3MembershipReport, .leaveGroup: true
        default: false
        }
    }
}

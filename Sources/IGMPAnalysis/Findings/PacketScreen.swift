import IGMPWire

/// Lets through at once what no rule on single packets can have anything to say of, but for
/// those on versions: nearly every packet of a healthy link.
///
/// It only saves time. Whatever it does not let through is looked at rule by rule.
struct PacketScreen {
    /// The elected querier.
    var elected: IPv4Address?
    /// The network that sources must be in, and its mask; 0 and 0 where none is known.
    var network: UInt32 = 0
    var networkMask: UInt32 = 0
    /// Whether version 2 reports, and version 3 ones, suit the queriers.
    var takesVersionTwo = true
    var takesVersionThree = true

    /// Whether the packet is a report of version 2 or 3, or a leave, by the book.
    @inline(__always)
    func isOrdinary(_ packet: borrowing IGMPPacket, _ kind: MessageKind) -> Bool {
        guard packet.options.hasRouterAlert, packet.ip.timeToLive == 1,
            isOrdinary(source: packet.ip.source), Self.isAddressedByEthernet(packet)
        else { return false }
        switch kind {
        case .v3Report:
            return packet.ip.destination == .igmpV3Routers
                && packet.ip.typeOfService == TypeOfServiceRule.expected && Self.hasOrdinaryRecords(packet)
        case .v2Report:
            let group = packet.ip.destination
            return packet.message.group == group && Self.isOrdinary(group: group)
                && !group.isSourceSpecificGroup
        case .leave:
            return packet.ip.destination == .allRouters && packet.message.group != .allSystems
        default:
            return false
        }
    }

    @inline(__always)
    private func isOrdinary(source: IPv4Address) -> Bool {
        // Neither 0.0.0.0 nor 224.0.0.0 and above, nor loopback.
        source.rawValue &- 1 < 0xDFFF_FFFF && !source.isLoopback && source.rawValue & networkMask == network
    }

    @inline(__always)
    private static func isOrdinary(group: IPv4Address) -> Bool { !group.isLocalGroup }

    @inline(__always)
    private static func isAddressedByEthernet(_ packet: borrowing IGMPPacket) -> Bool {
        guard let address = packet.link.destination else { return true }
        return address == MACAddress(multicast: packet.ip.destination)
    }

    @inline(__always)
    private static func hasOrdinaryRecords(_ packet: borrowing IGMPPacket) -> Bool {
        guard var records = packet.message.records else { return false }
        var count = 0
        do throws(WireError) {
            while let record = try records.next() {
                count &+= 1
                guard isOrdinary(record) else { return false }
            }
        } catch {
            return false
        }
        return count > 0
    }

    @inline(__always)
    private static func isOrdinary(_ record: borrowing GroupRecord) -> Bool {
        let group = record.group
        let isKnownType = record.type.rawValue &- 1 < 6
        let hasAuxiliaryData = record.bytes.uint8(at: 1) != 0
        return isKnownType && !hasAuxiliaryData && group.isMulticast && isOrdinary(group: group)
            && (!group.isSourceSpecificGroup || !SourceSpecificExcludeRule.isBroken(by: record))
    }
}

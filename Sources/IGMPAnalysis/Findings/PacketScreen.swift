import IGMPWire

/// Lets through at once what no rule on single packets can have anything to say of:
/// nearly every packet of a healthy link.
///
/// It only saves time. Whatever it does not let through is looked at rule by rule.
enum PacketScreen {
    /// Whether the packet is a report of version 2 or 3, or a leave, by the book.
    @inline(__always)
    static func isOrdinary(_ packet: borrowing IGMPPacket) -> Bool {
        guard case .message(let kind) = packet.verdict, packet.options.hasRouterAlert, packet.ip.timeToLive == 1,
            isOrdinary(source: packet.ip.source), isAddressedByEthernet(packet)
        else { return false }
        switch kind {
        case .v3Report:
            return packet.ip.destination == .igmpV3Routers
                && packet.ip.typeOfService == TypeOfServiceRule.expected && hasOrdinaryRecords(packet)
        case .v2Report:
            let group = packet.ip.destination
            return packet.message.group == group && isOrdinary(group: group) && !group.isSourceSpecificGroup
        case .leave:
            return packet.ip.destination == .allRouters && packet.message.group != .allSystems
        default:
            return false
        }
    }

    @inline(__always)
    private static func isOrdinary(source: IPv4Address) -> Bool {
        // Neither 0.0.0.0 nor 224.0.0.0 and above, nor loopback.
        source.rawValue &- 1 < 0xDFFF_FFFF && !source.isLoopback
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

package import IGMPWire

/// Bytes of packets for tests, with every length and checksum right unless told otherwise.
package enum PacketBuilder {
    /// A number in network byte order.
    package static func bigEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        stride(from: Value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> Value($0)) }
    }

    /// `message` with the right checksum at `offset`.
    package static func checksummed(_ message: [UInt8], at offset: Int) -> [UInt8] {
        var message = message
        message.replaceSubrange(offset..<offset + 2, with: [0, 0])
        message.replaceSubrange(offset..<offset + 2, with: bigEndian(~naiveInternetSum(message)))
        return message
    }

    /// An IGMP message: type, code, checksum, group, and what follows.
    package static func igmp(
        type: UInt8, code: UInt8 = 0, group: IPv4Address = .unspecified, rest: [UInt8] = []
    ) -> [UInt8] {
        checksummed([type, code, 0, 0] + bigEndian(group.rawValue) + rest, at: 2)
    }

    /// A version 3 query: S flag, QRV, QQIC and sources (RFC 9776 section 4.1).
    package static func queryV3(
        group: IPv4Address = .unspecified, code: UInt8 = 100, suppress: Bool = false, robustness: UInt8 = 2,
        intervalCode: UInt8 = 125, sources: [IPv4Address] = []
    ) -> [UInt8] {
        igmp(
            type: 0x11, code: code, group: group,
            rest: [(suppress ? 8 : 0) | robustness & 7, intervalCode] + bigEndian(UInt16(sources.count))
                + sources.flatMap { bigEndian($0.rawValue) })
    }

    /// A group record (RFC 9776 section 4.2.4); `auxiliary` must be whole 32-bit words.
    package static func record(
        type: UInt8, group: IPv4Address, sources: [IPv4Address] = [], auxiliary: [UInt8] = []
    ) -> [UInt8] {
        [type, UInt8(auxiliary.count / 4)] + bigEndian(UInt16(sources.count)) + bigEndian(group.rawValue)
            + sources.flatMap { bigEndian($0.rawValue) } + auxiliary
    }

    /// A version 3 report; `count` announces another number of records than there are.
    package static func reportV3(_ records: [[UInt8]], count: Int? = nil) -> [UInt8] {
        checksummed(
            [0x22, 0, 0, 0, 0, 0] + bigEndian(UInt16(count ?? records.count)) + records.flatMap { $0 }, at: 2)
    }

    /// An IPv4 packet (RFC 791 section 3.1), by default as IGMP is sent: TTL 1,
    /// internetwork control, Router Alert. `options` must be whole 32-bit words.
    package static func ipv4(
        source: IPv4Address, destination: IPv4Address, payload: [UInt8], protocol: UInt8 = 2, timeToLive: UInt8 = 1,
        typeOfService: UInt8 = 0xC0, identification: UInt16 = 0, fragmentField: UInt16 = 0,
        options: [UInt8] = [0x94, 4, 0, 0]
    ) -> [UInt8] {
        let headerLength = 20 + options.count
        let header =
            [0x40 | UInt8(headerLength / 4), typeOfService] + bigEndian(UInt16(headerLength + payload.count))
            + bigEndian(identification) + bigEndian(fragmentField) + [timeToLive, `protocol`, 0, 0]
            + bigEndian(source.rawValue) + bigEndian(destination.rawValue) + options
        return checksummed(header, at: 10) + payload
    }

    /// A VLAN tag as it stands before the type it moved (IEEE 802.1Q section 9.3).
    package struct Tag {
        package let protocolIdentifier: UInt16
        package let control: UInt16

        package init(_ identifier: UInt16, protocolIdentifier: UInt16 = 0x8100, priority: UInt16 = 0) {
            self.protocolIdentifier = protocolIdentifier
            control = priority << 13 | identifier
        }
    }

    /// An Ethernet frame, not padded; by default to the group address of an IPv4
    /// destination found in `payload`.
    package static func ethernet(
        destination: MACAddress? = nil, source: MACAddress = MACAddress(rawValue: 0x0200_0000_0001), tags: [Tag] = [],
        type: UInt16 = 0x0800, payload: [UInt8]
    ) -> [UInt8] {
        var group = IPv4Address.unspecified
        if type == 0x0800, payload.count >= 20 {
            group = IPv4Address(payload[16], payload[17], payload[18], payload[19])
        }
        return mac(destination ?? MACAddress(multicast: group)) + mac(source)
            + tags.flatMap { bigEndian($0.protocolIdentifier) + bigEndian($0.control) } + bigEndian(type) + payload
    }

    /// The six octets of an address.
    package static func mac(_ address: MACAddress) -> [UInt8] {
        Array(bigEndian(address.rawValue).dropFirst(2))
    }
}

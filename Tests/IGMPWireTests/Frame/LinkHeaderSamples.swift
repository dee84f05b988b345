import IGMPWire
import TestSupport
import Testing

/// Frames of every link layer around one IPv4 packet, and helpers to read them.
enum LinkHeaderSamples {
    static let group = IPv4Address(239, 1, 2, 3)
    static let packet = PacketBuilder.ipv4(
        source: IPv4Address(10, 0, 0, 1), destination: group, payload: PacketBuilder.igmp(type: 0x16, group: group))
    static let host = MACAddress(rawValue: 0x0200_0000_0001)
    static let accessPoint = MACAddress(rawValue: 0x0200_0000_00AA)
    static let relay = MACAddress(rawValue: 0x0200_0000_00BB)
    /// LLC and SNAP with the Ethernet type of IPv4 (RFC 1042).
    static let snap: [UInt8] = [0xAA, 0xAA, 0x03, 0, 0, 0, 0x08, 0x00]

    static func read(_ frame: [UInt8], _ type: LinkType, originalLength: Int? = nil) -> LinkHeader {
        lend(frame) { LinkHeader(of: $0, linkType: type, originalLength: originalLength) }
    }

    static func identifiers(_ header: LinkHeader) -> [UInt16] {
        (0..<header.vlanTags.count).map { header.vlanTags[$0] }
    }

    /// PPPoE around `payload`; `length` announces another length than it has.
    static func pppoe(
        _ payload: [UInt8], length: Int? = nil, versionAndType: UInt8 = 0x11, code: UInt8 = 0
    ) -> [UInt8] {
        [versionAndType, code, 0x12, 0x34] + PacketBuilder.bigEndian(UInt16(length ?? payload.count)) + payload
    }

    static func cooked(
        packetType: UInt16 = 1, device: UInt16 = 1, addressLength: UInt16 = 6, type: UInt16 = 0x0800,
        payload: [UInt8] = packet
    ) -> [UInt8] {
        PacketBuilder.bigEndian(packetType) + PacketBuilder.bigEndian(device)
            + PacketBuilder.bigEndian(addressLength) + PacketBuilder.mac(host) + [0, 0]
            + PacketBuilder.bigEndian(type) + payload
    }

    static func cooked2(
        packetType: UInt8 = 1, device: UInt16 = 1, addressLength: UInt8 = 6, type: UInt16 = 0x0800,
        interface: UInt32 = 7, payload: [UInt8] = packet
    ) -> [UInt8] {
        PacketBuilder.bigEndian(type) + [0, 0] + PacketBuilder.bigEndian(interface)
            + PacketBuilder.bigEndian(device) + [packetType, addressLength] + PacketBuilder.mac(host) + [0, 0]
            + payload
    }

    /// An 802.11 frame from `host` to the group, over whichever relays the flags imply.
    static func ieee80211(
        control: UInt8 = 0x08, flags: UInt8 = 0, fragment: UInt8 = 0, quality: [UInt8] = [],
        highThroughput: [UInt8] = [], padding: [UInt8] = [], payload: [UInt8] = snap + packet
    ) -> [UInt8] {
        let destination = MACAddress(multicast: group)
        let addresses: [MACAddress] =
            switch flags & 3 {
            case 0: [destination, host, accessPoint]
            case 1: [accessPoint, host, destination]
            case 2: [destination, accessPoint, host]
            default: [accessPoint, relay, destination]
            }
        let fourth = flags & 3 == 3 ? PacketBuilder.mac(host) : []
        return [control, flags, 0, 0] + addresses.flatMap(PacketBuilder.mac) + [0x50 | fragment, 0x12] + fourth
            + quality + highThroughput + padding + payload
    }

    /// A radiotap header with these present words and fields, before `frame`.
    static func radiotap(present: [UInt32], fields: [UInt8], frame: [UInt8]) -> [UInt8] {
        let length = UInt16(4 + 4 * present.count + fields.count)
        return [0, 0] + PacketBuilder.bigEndian(length.byteSwapped)
            + present.flatMap { PacketBuilder.bigEndian($0.byteSwapped) } + fields + frame
    }

    /// A well-formed frame, and where its packet begins.
    struct Sample: CustomTestStringConvertible {
        let testDescription: String
        let type: LinkType
        let frame: [UInt8]

        init(_ name: String, _ type: LinkType, _ frame: [UInt8]) {
            testDescription = name
            self.type = type
            self.frame = frame
        }

        var headerLength: Int { frame.count - packet.count }
    }

    static let wellFormed: [Sample] = [
        Sample("Ethernet", .ethernet, PacketBuilder.ethernet(payload: packet)),
        Sample("802.1Q", .ethernet, PacketBuilder.ethernet(tags: [.init(146)], payload: packet)),
        Sample(
            "802.1ad", .ethernet,
            PacketBuilder.ethernet(tags: [.init(9, protocolIdentifier: 0x88A8), .init(146)], payload: packet)),
        Sample(
            "LLC", .ethernet,
            PacketBuilder.ethernet(type: UInt16(8 + packet.count), payload: snap + packet)),
        Sample(
            "tag and LLC", .ethernet,
            PacketBuilder.ethernet(tags: [.init(5)], type: UInt16(8 + packet.count), payload: snap + packet)),
        Sample(
            "LLC without SNAP", .ethernet,
            PacketBuilder.ethernet(type: UInt16(3 + packet.count), payload: [6, 6, 3] + packet)),
        Sample("PPPoE", .ethernet, PacketBuilder.ethernet(type: 0x8864, payload: pppoe([0, 0x21] + packet))),
        Sample(
            "tag and PPPoE", .ethernet,
            PacketBuilder.ethernet(tags: [.init(7)], type: 0x8864, payload: pppoe([0, 0x21] + packet))),
        Sample("SLL", .linuxSLL, cooked()),
        Sample("SLL and tag", .linuxSLL, cooked(type: 0x8100, payload: [0, 146, 8, 0] + packet)),
        Sample("SLL and PPPoE", .linuxSLL, cooked(type: 0x8864, payload: pppoe([0, 0x21] + packet))),
        Sample("SLL and LLC", .linuxSLL, cooked(type: 4, payload: snap + packet)),
        Sample("SLL2", .linuxSLL2, cooked2()),
        Sample("SLL2 and tag", .linuxSLL2, cooked2(type: 0x88A8, payload: [0, 146, 8, 0] + packet)),
        Sample(
            "SLL2 and radiotap", .linuxSLL2,
            cooked2(device: 803, type: 0, payload: radiotap(present: [0], fields: [], frame: ieee80211()))),
        Sample("BSD loopback, big-endian", .null, [0, 0, 0, 2] + packet),
        Sample("BSD loopback, little-endian", .null, [2, 0, 0, 0] + packet),
        Sample("OpenBSD loopback", .loop, [0, 0, 0, 2] + packet),
        Sample("PPP", .ppp, [0, 0x21] + packet),
        Sample("PPP, framed", .ppp, [0xFF, 3, 0, 0x21] + packet),
        Sample("PPP, compressed", .ppp, [0x21] + packet),
        Sample("PPP, framed and compressed", .ppp, [0xFF, 3, 0x21] + packet),
        Sample("PPP_SERIAL", .pppHDLC, [0xFF, 3, 0, 0x21] + packet),
        Sample("PPP_SERIAL of Cisco, unicast", .pppHDLC, [0x0F, 0, 8, 0] + packet),
        Sample("PPP_SERIAL of Cisco, multicast", .pppHDLC, [0x8F, 0, 8, 0] + packet),
        Sample("PPP_ETHER", .pppEthernet, pppoe([0, 0x21] + packet)),
        Sample("Cisco HDLC", .cHDLC, [0x8F, 0, 8, 0] + packet),
        Sample("802.11", .ieee80211, ieee80211()),
        Sample("802.11 QoS", .ieee80211, ieee80211(control: 0x88, flags: 2, quality: [0, 0])),
        Sample(
            "802.11 QoS with HT control", .ieee80211,
            ieee80211(control: 0x88, flags: 0x82, quality: [0, 0], highThroughput: [1, 2, 3, 4])),
        Sample("802.11 with four addresses", .ieee80211, ieee80211(flags: 3)),
        Sample(
            "radiotap", .ieee80211Radiotap,
            radiotap(present: [0x2], fields: [0], frame: ieee80211())),
        Sample(
            "radiotap with padding", .ieee80211Radiotap,
            radiotap(
                present: [0x2], fields: [0x20],
                frame: ieee80211(control: 0x88, quality: [0, 0], padding: [0xEE, 0xEE]))),
    ]
}

import IGMPWire
import TestSupport

/// Ethernet frames of every kind that a bridge may meet, good and bad.
enum CraftedFrames {
    private typealias Tag = PacketBuilder.Tag

    private static let source = IPv4Address(10, 9, 0, 1)
    private static let group = IPv4Address(239, 7, 7, 7)
    private static let queries = IPv4Address.allSystems
    private static let reports = IPv4Address.igmpV3Routers
    private static let routers = IPv4Address.allRouters
    private static let snoopers = IPv4Address(224, 0, 0, 106)

    static let all: [[UInt8]] =
        wellFormed + badMessages + odd + fragments + badHeaders(protocol: 2) + badHeaders(protocol: 17) + short
        + encapsulated + otherAddresses

    // MARK: Messages

    private static let v3Report = PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)])
    private static let v2Report = PacketBuilder.igmp(type: 0x16, group: group)
    private static let leave = PacketBuilder.igmp(type: 0x17, group: group)

    /// Each kind of message, where it belongs.
    private static let messages: [(message: [UInt8], to: IPv4Address)] =
        [
            (PacketBuilder.igmp(type: 0x11), queries),
            (PacketBuilder.igmp(type: 0x11, code: 100), queries),
            (PacketBuilder.igmp(type: 0x11, code: 10, group: group), group),
            (PacketBuilder.queryV3(), queries),
            (PacketBuilder.queryV3(group: group, code: 10), group),
            (
                PacketBuilder.queryV3(group: group, code: 10, suppress: true, sources: [IPv4Address(192, 0, 2, 1)]),
                group
            ),
            (PacketBuilder.igmp(type: 0x12, group: group), group),
            (v2Report, group), (v3Report, reports), (leave, routers),
            (PacketBuilder.reportV3((1...6).map { PacketBuilder.record(type: $0, group: group) }), reports),
            (PacketBuilder.reportV3([]), reports),
            // DVMRP, PIMv1, Cisco trace, mtrace, multicast router discovery, RGMP, IGAP, reserved ones.
            (PacketBuilder.igmp(type: 0x13, code: 1), IPv4Address(224, 0, 0, 4)),
            (PacketBuilder.igmp(type: 0x14), IPv4Address(224, 0, 0, 2)),
            (PacketBuilder.igmp(type: 0x15), queries),
            (PacketBuilder.igmp(type: 0x1E), group), (PacketBuilder.igmp(type: 0x1F), group),
            (PacketBuilder.igmp(type: 0x30, code: 20), snoopers),
            (PacketBuilder.checksummed([0x31, 0, 0, 0], at: 2), routers),
            (PacketBuilder.checksummed([0x32, 0, 0, 0], at: 2), snoopers),
            (PacketBuilder.igmp(type: 0xFF), IPv4Address(224, 0, 0, 25)),
            (PacketBuilder.igmp(type: 0x40), group), (PacketBuilder.igmp(type: 0), queries),
            (PacketBuilder.igmp(type: 0x10), queries), (PacketBuilder.igmp(type: 0x18), group),
            (PacketBuilder.igmp(type: 0x23), reports),
        ]

    private static let wellFormed = messages.map { frame($0.message, to: $0.to) }

    /// The same with a bad checksum.
    private static let badMessages = messages.map { message, destination in
        var message = message
        message[2] ^= 0x55
        return frame(message, to: destination)
    }

    /// What is wrong with one thing, or looks as if it were.
    private static let odd: [[UInt8]] = [
        // Queries of every length around the two that there are.
        frame([], to: queries), frame([0x11, 0, 0xEE, 0xFF], to: queries),
        frame(cut(PacketBuilder.queryV3(), to: 7), to: queries),
        frame(cut(PacketBuilder.queryV3(), to: 9), to: queries),
        frame(cut(PacketBuilder.queryV3(), to: 10), to: queries),
        frame(cut(PacketBuilder.queryV3(), to: 11), to: queries),
        frame(PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125, 0, 0, 7]), to: queries),
        frame(PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125, 0, 9]), to: queries),
        // Without a group to a group, and with one to another.
        frame(PacketBuilder.igmp(type: 0x11, code: 100), to: group), frame(PacketBuilder.queryV3(), to: group),
        frame(PacketBuilder.igmp(type: 0x11), to: reports),
        frame(PacketBuilder.igmp(type: 0x11, code: 10, group: group), to: IPv4Address(239, 9, 9, 9)),
        frame(PacketBuilder.igmp(type: 0x11, code: 10, group: source), to: queries),
        // Reports and leaves of other lengths, of no group, elsewhere.
        frame(v2Report + [0, 0, 0, 0], to: group), frame(v2Report, to: queries), frame(leave, to: group),
        frame(cut(v2Report, to: 7), to: group), frame(cut(leave, to: 4), to: routers),
        frame(PacketBuilder.igmp(type: 0x16, group: source), to: group),
        frame(PacketBuilder.igmp(type: 0x16, group: IPv4Address(224, 0, 0, 251)), to: IPv4Address(224, 0, 0, 251)),
        frame(PacketBuilder.igmp(type: 0x17), to: routers),
        // Counts beyond the data.
        frame(PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)], count: 9), to: reports),
        frame(PacketBuilder.reportV3([], count: 1), to: reports),
        frame(PacketBuilder.checksummed(v3Report + [1, 2, 3], at: 2), to: reports),
        // TTL, type of service, options.
        frame(v2Report, to: group, timeToLive: 64), frame(v2Report, to: group, timeToLive: 0),
        frame(PacketBuilder.queryV3(), to: queries, timeToLive: 64), frame(v3Report, to: reports, options: []),
        frame(v2Report, to: group, options: [1, 1, 1, 0]), frame(v2Report, to: group, options: [0x94, 9, 0, 0]),
        frame(v3Report, to: reports, options: [7, 3, 4, 0x94, 4, 0, 0, 0]),
        // From nobody, from everybody.
        frame(v2Report, to: group, from: .unspecified), frame(leave, to: routers, from: .broadcast),
        frame(PacketBuilder.igmp(type: 0x11, code: 100), to: queries, from: .unspecified),
        frame(v2Report, to: group, from: group), frame(v2Report, to: group, from: IPv4Address(127, 0, 0, 1)),
        // Bytes behind the packet belong to the frame alone.
        frame(v2Report, to: group) + [UInt8](repeating: 0xFF, count: 20),
    ]

    private static let fragments: [[UInt8]] = [
        // A report in two parts; a part that is a message by itself; one of nothing.
        fragment(Array(v3Report[..<8]), field: 0x2000), fragment(Array(v3Report[8...]), field: 1),
        fragment(v2Report, field: 0x2000), fragment(leave, field: 0x2001), fragment([], field: 0x2000),
    ]

    // MARK: What is around them

    /// Every fault of an IPv4 header, in a packet of some protocol, and none.
    private static func badHeaders(protocol number: UInt8) -> [[UInt8]] {
        let payload = number == 2 ? v2Report : [0x13, 0x88, 0x13, 0x88, 0, 8, 0, 0]
        let packet = PacketBuilder.ipv4(
            source: source, destination: group, payload: payload, protocol: number, options: [])
        func changed(_ offset: Int, _ value: UInt8, isSummed: Bool = true) -> [UInt8] {
            var packet = packet
            packet[offset] = value
            return ethernet(isSummed ? PacketBuilder.checksummed(Array(packet[..<20]), at: 10) + packet[20...] : packet)
        }
        return [
            ethernet(packet), changed(0, 0x55), changed(0, 0x44), changed(0, 0x40), changed(0, 0x4F),
            changed(3, 19), changed(3, 0), changed(3, 20), changed(3, 200),
            changed(10, packet[10] ^ 1, isSummed: false),
            changed(8, 9, isSummed: false),
        ]
    }

    /// Frames that end within the IPv4 header.
    private static let short: [[UInt8]] = [0, 1, 9, 10, 19].map { length in
        PacketBuilder.ethernet(
            destination: MACAddress(multicast: group),
            payload: Array(
                PacketBuilder.ipv4(
                    source: source, destination: group, payload: v2Report
                ).prefix(length)))
    }

    private static let encapsulated: [[UInt8]] = {
        let report = PacketBuilder.ipv4(source: source, destination: group, payload: v2Report)
        var bad = report
        bad[10] ^= 1
        let address = MACAddress(multicast: group)
        let stacks = [
            [Tag(0)], [Tag(7)], [Tag(7, protocolIdentifier: 0x88A8)], [Tag(7), Tag(8)],
            [Tag(7, protocolIdentifier: 0x88A8), Tag(8)],
        ]
        let tagged = stacks.flatMap { tags in
            [report, bad].map { PacketBuilder.ethernet(tags: tags, payload: $0) }
        }
        let session: [UInt8] = [0x11, 0, 0, 1] + PacketBuilder.bigEndian(UInt16(report.count + 2)) + [0, 0x21]
        let llc: [UInt8] = [0xAA, 0xAA, 3, 0, 0, 0, 8, 0] + report
        return tagged + [
            PacketBuilder.ethernet(destination: address, type: 0x8864, payload: session + report),
            PacketBuilder.ethernet(destination: address, type: UInt16(llc.count), payload: llc),
            PacketBuilder.ethernet(destination: address, type: 0x86DD, payload: report),
        ]
    }()

    /// To and from Ethernet addresses that are not the group's and the host's.
    private static let otherAddresses: [[UInt8]] = {
        let report = PacketBuilder.ipv4(source: source, destination: group, payload: v2Report)
        let unicast = PacketBuilder.ipv4(
            source: source, destination: IPv4Address(10, 9, 0, 2), payload: v2Report)
        let broadcast = PacketBuilder.ipv4(source: source, destination: .broadcast, payload: v2Report)
        var bad = report
        bad[10] ^= 1
        func to(_ address: UInt64, _ packet: [UInt8]) -> [UInt8] {
            PacketBuilder.ethernet(destination: MACAddress(rawValue: address), payload: packet)
        }
        return [
            to(0x0200_0000_0002, report), to(0x0200_0000_0002, bad), to(0xFFFF_FFFF_FFFF, report),
            to(0xFFFF_FFFF_FFFF, bad), to(0xFFFF_FFFF_FFFF, broadcast), to(0x0100_5E01_0101, unicast),
            to(0x3333_0000_0001, report), to(0x0100_0CCC_CCCC, report),
            // Reserved for the bridges themselves (IEEE 802.1Q section 8.6.3).
            to(0x0180_C200_0000, report), to(0x0180_C200_0002, report), to(0x0180_C200_000E, bad),
            to(0x0180_C200_0010, report),
            // No station has such a source.
            PacketBuilder.ethernet(source: MACAddress(rawValue: 0x0300_0000_0001), payload: report),
            PacketBuilder.ethernet(source: MACAddress(rawValue: 0), payload: report),
            PacketBuilder.ethernet(source: MACAddress(rawValue: 0x0300_0000_0001), payload: bad),
        ]
    }()

    // MARK: Building

    private static func cut(_ message: [UInt8], to length: Int) -> [UInt8] {
        PacketBuilder.checksummed(Array(message.prefix(length)), at: 2)
    }

    private static func frame(
        _ message: [UInt8], to destination: IPv4Address, from source: IPv4Address = source, timeToLive: UInt8 = 1,
        options: [UInt8] = [0x94, 4, 0, 0]
    ) -> [UInt8] {
        ethernet(
            PacketBuilder.ipv4(
                source: source, destination: destination, payload: message, timeToLive: timeToLive, options: options))
    }

    private static func fragment(_ payload: [UInt8], field: UInt16) -> [UInt8] {
        ethernet(
            PacketBuilder.ipv4(
                source: source, destination: reports, payload: payload, identification: 77, fragmentField: field))
    }

    private static func ethernet(_ packet: [UInt8]) -> [UInt8] {
        PacketBuilder.ethernet(payload: packet)
    }
}

import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("A Linux bridge port's counters")
struct LinuxBridgePortTests {
    /// What a port counts of one frame.
    private func counted(
        frame: [UInt8], direction: FrameDirection = .unknown, snapshotLength: Int = .max,
        linkType: LinkType = .ethernet
    ) -> String {
        var wire = Wire()
        var port = LinuxBridgePort()
        wire.carry(frame: frame, direction: direction, snapshotLength: snapshotLength, linkType: linkType) {
            port.observe($0)
        }
        return nonzero(port.counters)
    }

    /// What a port counts of one message.
    private func counted(
        _ message: [UInt8], to destination: IPv4Address, direction: FrameDirection = .unknown,
        options: [UInt8] = routerAlert, timeToLive: UInt8 = 1
    ) -> String {
        let packet = PacketBuilder.ipv4(
            source: querier, destination: destination, payload: message, timeToLive: timeToLive, options: options)
        let address = MACAddress(multicast: destination)
        return counted(frame: PacketBuilder.ethernet(destination: address, payload: packet), direction: direction)
    }

    private static let report = PacketBuilder.ipv4(
        source: querier, destination: group, payload: v2Report(group))

    @Test(
        "Each kind has its counter, and each direction its own",
        arguments: [
            (v1Query, IPv4Address.allSystems, "igmpQueries", "V1"),
            (v2Query, .allSystems, "igmpQueries", "V2"), (v3Query, .allSystems, "igmpQueries", "V3"),
            (v1Report(group), group, "igmpReports", "V1"), (v2Report(group), group, "igmpReports", "V2"),
            (PacketBuilder.reportV3([]), .igmpV3Routers, "igmpReports", "V3"),
            (leave(group), .allRouters, "igmpLeaves", ""),
        ])
    func kinds(_ message: [UInt8], _ destination: IPv4Address, _ counter: String, _ version: String) {
        #expect(counted(message, to: destination, direction: .inbound) == "\(counter).rx\(version)")
        #expect(counted(message, to: destination) == "\(counter).rx\(version)")
        #expect(counted(message, to: destination, direction: .outbound) == "\(counter).tx\(version)")
    }

    @Test("The checksum is tested before the type, the length before both")
    func order() {
        #expect(counted([0x13, 0, 0, 0, 0, 0, 0, 0], to: group) == "igmpParseErrors")
        #expect(counted(PacketBuilder.igmp(type: 0x13), to: group) == "")
        #expect(counted([0x31, 0, 0xCE, 0xFF], to: .allRouters) == "igmpParseErrors")
        #expect(counted([], to: .allRouters) == "igmpParseErrors")
        #expect(counted(PacketBuilder.igmp(type: 0x30), to: IPv4Address(224, 0, 0, 106)) == "")
    }

    @Test("What goes out is never a parse error")
    func errorsGoOutNowhere() {
        #expect(counted([0x13, 0, 0, 0, 0, 0, 0, 0], to: group, direction: .inbound) == "igmpParseErrors")
        #expect(counted([0x13, 0, 0, 0, 0, 0, 0, 0], to: group, direction: .outbound) == "")
    }

    @Test("A query has 8 bytes, or 12 and more", arguments: 8...13)
    func queryLength(length: Int) {
        let message = PacketBuilder.igmp(type: 0x11, rest: Array([2, 125, 0, 9, 0].prefix(length - 8)))
        let expected = length == 8 ? "igmpQueries.rxV1" : length < 12 ? "igmpParseErrors" : "igmpQueries.rxV3"
        #expect(counted(message, to: .allSystems) == expected)
    }

    @Test("A query without a group goes to 224.0.0.1, one of a group anywhere")
    func queryDestination() {
        for query in [v1Query, v2Query, v3Query] {
            #expect(counted(query, to: group) == "igmpParseErrors")
        }
        #expect(counted(PacketBuilder.igmp(type: 0x11, code: 10, group: group), to: otherGroup) == "igmpQueries.rxV2")
        #expect(counted(PacketBuilder.igmp(type: 0x11, code: 10, group: host), to: group) == "igmpQueries.rxV2")
    }

    @Test("TTL, options, malformed ones too, and a report's group and records are not looked at")
    func notLookedAt() {
        #expect(counted(v2Report(group), to: otherGroup, timeToLive: 64) == "igmpReports.rxV2")
        #expect(counted(v2Report(host), to: group, options: []) == "igmpReports.rxV2")
        #expect(counted(v2Report(group), to: group, options: [0x94, 1, 0, 0]) == "igmpReports.rxV2")
        #expect(counted([0x16, 0, 0, 0, 0, 0, 0, 0], to: group, options: [0x94, 1, 0, 0]) == "igmpParseErrors")
        #expect(counted(PacketBuilder.reportV3([], count: 9), to: .igmpV3Routers) == "igmpReports.rxV3")
        #expect(counted(leave(.allSystems), to: .allRouters) == "igmpLeaves.rx")
    }

    @Test(
        "Every fault of the IPv4 header but one of its options is a parse error",
        arguments: [(0, 0x56), (0, 0x44), (3, 23), (3, 60), (10, 0x55)] as [(Int, UInt8)])
    func badHeaders(offset: Int, value: UInt8) {
        var packet = Self.report
        #expect(counted(frame: PacketBuilder.ethernet(payload: packet)) == "igmpReports.rxV2")
        packet[offset] = value
        if offset != 10, packet[0] & 15 >= 5 { packet = PacketBuilder.resummed(packet) }
        let frame = PacketBuilder.ethernet(payload: packet)
        #expect(counted(frame: frame) == "igmpParseErrors")
        #expect(counted(frame: frame, direction: .outbound) == "")
    }

    @Test("Only frames to a multicast Ethernet address are looked at, whatever the IPv4 destination")
    func ethernetDestination() {
        let unicast = PacketBuilder.ipv4(source: querier, destination: host, payload: v2Report(group))
        let addresses = [
            (MACAddress(multicast: group), "igmpReports.rxV2"), (MACAddress(multicast: otherGroup), "igmpReports.rxV2"),
            (MACAddress(rawValue: 0xFFFF_FFFF_FFFF), ""), (MACAddress(rawValue: 0x0200_0000_0002), ""),
        ]
        for (address, expected) in addresses {
            for packet in [Self.report, unicast] {
                let frame = PacketBuilder.ethernet(destination: address, payload: packet)
                #expect(counted(frame: frame) == expected, "\(address)")
            }
        }
    }

    @Test("What is for bridges alone, and what no station can have sent, is not looked at")
    func reservedAddresses() {
        let destinations: [(UInt64, String)] = [
            // BPDUs are let pass where there is no spanning tree, as it is set by default.
            (0x0180_C200_0000, "igmpReports.rxV2"), (0x0180_C200_0001, ""), (0x0180_C200_0002, ""),
            (0x0180_C200_000F, ""), (0x0180_C200_0010, "igmpReports.rxV2"),
        ]
        for (address, expected) in destinations {
            let destination = MACAddress(rawValue: address)
            #expect(counted(frame: PacketBuilder.ethernet(destination: destination, payload: Self.report)) == expected)
        }
        for (address, expected) in [(0x0200_0000_0001, "igmpReports.rxV2"), (0, ""), (0x0300_0000_0001, "")] {
            let source = MACAddress(rawValue: UInt64(address))
            #expect(counted(frame: PacketBuilder.ethernet(source: source, payload: Self.report)) == expected)
        }
    }

    @Test("Bad headers of other protocols count as they are told of, where a bridge looks")
    func otherProtocols() {
        var header = LinkHeader(network: .ipv4, payloadOffset: 14)
        header.destination = MACAddress(multicast: group)
        header.source = MACAddress(rawValue: 0x0200_0000_0001)
        func counted(_ header: LinkHeader, _ direction: FrameDirection) -> String {
            var port = LinuxBridgePort()
            port.observe(badHeaderOf: header, direction: direction)
            return nonzero(port.counters)
        }
        #expect(counted(header, .inbound) == "igmpParseErrors")
        #expect(counted(header, .unknown) == "igmpParseErrors")
        #expect(counted(header, .outbound) == "")
        header.destination = MACAddress(rawValue: 0x0200_0000_0002)
        #expect(counted(header, .inbound) == "")
    }

    @Test("Behind iptables bad headers are not counted, except under a tag; all else is")
    func iptables() {
        func counted(_ frame: [UInt8]) -> String {
            var wire = Wire()
            var port = LinuxBridgePort(callsIPTables: true)
            wire.carry(frame: frame) { port.observe($0) }
            return nonzero(port.counters)
        }
        var bad = Self.report
        bad[10] ^= 1
        #expect(counted(PacketBuilder.ethernet(payload: Self.report)) == "igmpReports.rxV2")
        #expect(counted(PacketBuilder.ethernet(payload: bad)) == "")
        #expect(counted(PacketBuilder.ethernet(tags: [.init(5)], payload: bad)) == "igmpParseErrors")
        let badSum = PacketBuilder.ipv4(source: querier, destination: group, payload: [0x16, 0, 0, 0, 0, 0, 0, 0])
        #expect(counted(PacketBuilder.ethernet(payload: badSum)) == "igmpParseErrors")
    }

    @Test("Each counter has its name and its place among all")
    func names() {
        #expect(LinuxBridgeCounters.names.count == 15)
        var counters = LinuxBridgeCounters()
        counters.igmpQueries.txV1 = 4
        counters.igmpReports.rxV3 = 9
        counters.igmpLeaves.tx = 14
        counters.igmpParseErrors = 15
        let values = Dictionary(uniqueKeysWithValues: zip(LinuxBridgeCounters.names, counters.values))
        #expect(values["igmp_queries tx_v1"] == 4)
        #expect(values["igmp_reports rx_v3"] == 9)
        #expect(values["igmp_leaves tx"] == 14)
        #expect(values["igmp_parse_errors"] == 15)
        #expect(counters.values.reduce(0, +) == 42)
    }

    @Test("One VLAN tag is taken off, a second hides the packet")
    func tags() {
        typealias Tag = PacketBuilder.Tag
        #expect(counted(frame: PacketBuilder.ethernet(tags: [Tag(5)], payload: Self.report)) == "igmpReports.rxV2")
        #expect(counted(frame: PacketBuilder.ethernet(tags: [Tag(5), Tag(6)], payload: Self.report)) == "")
        let stacked = [Tag(5, protocolIdentifier: 0x88A8), Tag(6)]
        #expect(counted(frame: PacketBuilder.ethernet(tags: stacked, payload: Self.report)) == "")
    }

    @Test("A packet behind LLC or PPPoE is none to the bridge")
    func encapsulations() {
        let address = MACAddress(multicast: group)
        let session: [UInt8] = [0x11, 0, 0, 1] + PacketBuilder.bigEndian(UInt16(Self.report.count + 2)) + [0, 0x21]
        let tunnel = PacketBuilder.ethernet(destination: address, type: 0x8864, payload: session + Self.report)
        let llc: [UInt8] = [0xAA, 0xAA, 3, 0, 0, 0, 8, 0] + Self.report
        let framed = PacketBuilder.ethernet(destination: address, type: UInt16(llc.count), payload: llc)
        for frame in [tunnel, framed] {
            var wire = Wire()
            var port = LinuxBridgePort()
            var seen = 0
            wire.carry(frame: frame) { packet in
                seen += 1
                port.observe(packet)
            }
            #expect(seen == 1)
            #expect(nonzero(port.counters) == "")
        }
    }

    @Test("Each fragment is judged by its own bytes, and the datagram not once more")
    func fragments() {
        let frames = PacketBuilder.fragments(of: v3Query, to: .allSystems)
        var wire = Wire()
        var port = LinuxBridgePort()
        var packets = 0
        for frame in frames {
            wire.carry(frame: frame) { packet in
                packets += 1
                port.observe(packet)
            }
        }
        #expect(packets == 3)
        // 8 bytes whose sum lacks the rest, and 4 bytes.
        #expect(nonzero(port.counters) == "igmpParseErrors=2")
        // What follows is counted again.
        wire.carry(v2Report(group), to: group) { port.observe($0) }
        #expect(nonzero(port.counters) == "igmpReports.rxV2 igmpParseErrors=2")
    }

    @Test("A fragment that is a good message by itself is counted as one")
    func goodFragments() {
        // 8 good bytes, then 8 that are good too: together a query of 16 bytes.
        let message = v2Query + v2Report(group)
        var wire = Wire()
        var port = LinuxBridgePort()
        for frame in PacketBuilder.fragments(of: message, to: .allSystems) {
            wire.carry(frame: frame) { port.observe($0) }
        }
        #expect(nonzero(port.counters) == "igmpQueries.rxV2 igmpReports.rxV2")
        // A first fragment that others ought to follow, and that a host would drop for its length.
        let odd = PacketBuilder.ipv4(
            source: querier, destination: group, payload: v2Report(group) + [0, 0], fragmentField: 0x2000)
        #expect(counted(frame: PacketBuilder.ethernet(payload: odd)) == "igmpReports.rxV2")
    }

    @Test("A packet cut by the snapshot length is not judged")
    func cut() {
        let frame = PacketBuilder.ethernet(payload: Self.report)
        #expect(counted(frame: frame, snapshotLength: frame.count) == "igmpReports.rxV2")
        #expect(counted(frame: frame, snapshotLength: frame.count - 1) == "")
    }

    @Test("Padding of the frame is no part of the message")
    func padding() {
        let frame = PacketBuilder.ethernet(payload: Self.report) + Array(repeating: 0xFF, count: 14)
        #expect(counted(frame: frame) == "igmpReports.rxV2")
    }

    @Test("A cooked header gives the direction, and the group stands for the address")
    func cooked() {
        func header(_ type: UInt8) -> [UInt8] {
            [0, type, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0]
        }
        #expect(counted(frame: header(2) + Self.report, linkType: .linuxSLL) == "igmpReports.rxV2")
        #expect(counted(frame: header(4) + Self.report, linkType: .linuxSLL) == "igmpReports.txV2")
        let unicast = PacketBuilder.ipv4(source: querier, destination: host, payload: v2Report(group))
        #expect(counted(frame: header(0) + unicast, linkType: .linuxSLL) == "")
    }
}

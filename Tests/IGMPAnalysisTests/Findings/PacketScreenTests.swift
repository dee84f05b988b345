import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@testable import IGMPAnalysis

/// The screen and the rules, asked about the same packets.
@Suite("The screen before the rules on single packets")
struct PacketScreenTests {
    /// A tracker that has heard a querier, and what looks for findings beside it.
    private struct Watched: ~Copyable {
        var dissector = Dissector()
        var tracker = LinkTracker(seed: 1)
        var findings = LinkFindings(limit: 1000, ignored: FindingCodes(), recordsNew: false, at: WatchedLink.start)

        /// Whether the screen lets the packet through, and how many findings it makes.
        mutating func verdict(_ packet: [UInt8], frameTo address: MACAddress?) -> (passes: Bool, found: UInt64) {
            var result = (passes: false, found: UInt64(0))
            let frame = PacketBuilder.ethernet(destination: address, payload: packet)
            lend(frame) { bytes in
                let captured = CapturedFrame(
                    bytes: copy bytes, originalLength: frame.count, timestamp: WatchedLink.start, linkType: .ethernet)
                dissector.dissect(captured) { packet in
                    tracker.observe(packet)
                    let before = findings.table.findings.reduce(0) { $0 + $1.count }
                    _ = findings.checkPacket(packet)
                    if case .message(let kind) = packet.verdict {
                        result.passes = findings.screen.isOrdinary(packet, kind)
                        if kind.isQuery {
                            findings.checkQuery(packet, kind, tracker)
                        } else if kind.version != nil {
                            findings.checkNetwork(of: packet)
                        }
                    }
                    result.found = findings.table.findings.reduce(0) { $0 + $1.count } - before
                }
            }
            return result
        }
    }

    private static let addresses: [IPv4Address] = [
        IPv4Address(10, 0, 0, 5), IPv4Address(10, 0, 0, 6), .unspecified, .broadcast, IPv4Address(127, 0, 0, 1),
        IPv4Address(239, 1, 1, 1), IPv4Address(240, 0, 0, 1),
    ]
    private static let groups: [IPv4Address] = [
        IPv4Address(239, 1, 1, 1), IPv4Address(224, 0, 1, 1), .allSystems, .allRouters, .igmpV3Routers,
        IPv4Address(224, 0, 0, 251), IPv4Address(232, 1, 1, 1), IPv4Address(10, 1, 1, 1), .unspecified,
    ]

    /// A packet by the book, with a few things about it changed at random.
    private func randomPacket(_ random: inout SeededGenerator) -> (packet: [UInt8], frameTo: MACAddress?) {
        func pick<Value>(_ usual: Value, _ others: [Value]) -> Value {
            Int.random(in: 0..<8, using: &random) > 0 ? usual : others.randomElement(using: &random)!
        }
        let group = pick(Self.groups[0], Self.groups)
        var destination = IPv4Address.igmpV3Routers
        var message: [UInt8]
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
            let records = (0..<pick(1, [0, 2, 3])).map { _ in
                PacketBuilder.record(
                    type: pick(4, [0, 1, 2, 3, 5, 6, 7, 255]), group: pick(group, Self.groups),
                    sources: pick([], [[IPv4Address(192, 0, 2, 1)]]), auxiliary: pick([], [[1, 2, 3, 4]]))
            }
            message = PacketBuilder.reportV3(records, count: pick(records.count, [records.count + 1]))
        case 5..<8:
            (message, destination) = (PacketBuilder.igmp(type: 0x16, group: group), group)
        case 8:
            (message, destination) = (PacketBuilder.igmp(type: 0x17, group: group), .allRouters)
        default:
            message = PacketBuilder.igmp(type: pick(0x12, [0x13, 0x22, 0x77]), group: group)
            destination = group
        }
        if pick(false, [true]) { message[3] ^= 1 }
        let packet = PacketBuilder.ipv4(
            source: pick(Self.addresses[0], Self.addresses), destination: pick(destination, Self.groups),
            payload: message, timeToLive: pick(1, [0, 2, 64]), typeOfService: pick(0xC0, [0, 0xC1]),
            fragmentField: pick(0, [0x2000]), options: pick(WatchedLink.routerAlert, [[], [1, 1, 1, 0]]))
        return (packet, pick(nil, [MACAddress(rawValue: 0x0100_5E01_0102), MACAddress(rawValue: 0x0200_0000_0009)]))
    }

    @Test(
        "It lets through nothing of which a rule has something to say, and nearly all of the rest",
        arguments: [
            [], PacketBuilder.igmp(type: 0x11), PacketBuilder.igmp(type: 0x11, code: 100), PacketBuilder.queryV3(),
        ])
    func agreement(query: [UInt8]) {
        var random = SeededGenerator(seed: 9)
        var passed = 0
        var heldUpInVain = 0
        var watched = Watched()
        if !query.isEmpty {
            let packet = PacketBuilder.ipv4(source: WatchedLink.querier, destination: .allSystems, payload: query)
            _ = watched.verdict(packet, frameTo: nil)
        }
        for _ in 0..<10_000 {
            let (packet, address) = randomPacket(&random)
            let verdict = watched.verdict(packet, frameTo: address)
            if verdict.passes {
                passed += 1
                #expect(verdict.found == 0)
            } else if verdict.found == 0 {
                heldUpInVain += 1
            }
        }
        #expect(passed > 500)
        #expect(heldUpInVain < 500)
    }
}

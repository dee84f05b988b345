import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("The kernels of a link together")
struct LinkKernelsTests {
    /// Every kernel on its own, and all of them together.
    private struct Listeners {
        var netBSD = NetBSDRouter()
        var freeBSD = FreeBSDRouter()
        var openBSD: OpenBSDRouter
        var linuxBridge = LinuxBridgePort()
        var together: LinkKernels
        var ordinaryCount = 0

        init(hasPacketFilter: Bool) {
            openBSD = OpenBSDRouter(hasPacketFilter: hasPacketFilter)
            together = LinkKernels(openBSDHasPacketFilter: hasPacketFilter)
        }

        mutating func observe(_ packet: borrowing IGMPPacket) {
            if OrdinaryPacket(packet) != nil { ordinaryCount += 1 }
            netBSD.observe(packet)
            freeBSD.observe(packet)
            openBSD.observe(packet)
            linuxBridge.observe(packet)
            together.observe(packet)
        }

        func expectTheSame() {
            #expect(together.netBSD.counters == netBSD.counters)
            #expect(together.freeBSD.counters == freeBSD.counters)
            #expect(together.openBSD.counters == openBSD.counters)
            #expect(together.linuxBridge.counters == linuxBridge.counters)
        }
    }

    private static let messages: [[UInt8]] = [
        v1Report(group), v2Report(group), v2Report(.allSystems), v2Report(host), leave(group), v1Query, v2Query,
        v3Query, PacketBuilder.queryV3(group: .allSystems, sources: [host]),
        PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: group)]), PacketBuilder.igmp(type: 0x13),
    ]
    private static let sources: [IPv4Address] = [
        host, neighbour, .unspecified, IPv4Address(127, 0, 0, 1), group, .broadcast, IPv4Address(240, 0, 0, 1),
    ]
    private static let destinations: [IPv4Address] = [
        group, .allSystems, .allRouters, .igmpV3Routers, host, .broadcast,
    ]
    private static let options: [[UInt8]] = [
        routerAlert, [], [1, 1, 1, 1], routerAlert + [0, 0, 0, 0], [0x94, 0, 0, 0],
    ]
    private static let frameDestinations: [MACAddress?] = [
        nil, nil, nil, MACAddress(rawValue: 0xFFFF_FFFF_FFFF), MACAddress(rawValue: 0x0200_0000_0009),
        MACAddress(rawValue: 0x0180_C200_000E), MACAddress(rawValue: 0x3333_0000_0001),
    ]
    private static let frameSources: [MACAddress] = [
        MACAddress(rawValue: 0x0200_0000_0001), MACAddress(rawValue: 0x0200_0000_0001),
        MACAddress(rawValue: 0x0200_0000_0001), MACAddress(rawValue: 0), MACAddress(rawValue: 0x0300_0000_0001),
    ]

    /// Mostly the first of `choices`, which are what is usual.
    private func choice<Choice>(_ choices: [Choice], _ random: inout SeededGenerator) -> Choice {
        Bool.random(using: &random) ? choices[0] : choices.randomElement(using: &random)!
    }

    private func frame(_ random: inout SeededGenerator) -> [UInt8] {
        var message = Self.messages.randomElement(using: &random)!
        if Int.random(in: 0..<8, using: &random) == 0 { message[message.count - 1] ^= 0x55 }
        if Int.random(in: 0..<16, using: &random) == 0 { message.removeLast(2) }
        let packet = PacketBuilder.ipv4(
            source: choice(Self.sources, &random), destination: choice(Self.destinations, &random), payload: message,
            timeToLive: choice([1, 2, 64], &random), fragmentField: choice([0, 0, 0, 0x2000], &random),
            options: choice(Self.options, &random))
        let tags = (0..<choice([0, 1, 2], &random)).map { PacketBuilder.Tag(UInt16($0) + 100) }
        return PacketBuilder.ethernet(
            destination: choice(Self.frameDestinations, &random), source: choice(Self.frameSources, &random),
            tags: tags, payload: packet)
    }

    @Test("They count what each counts on its own", arguments: [true, false])
    func agreement(hasPacketFilter: Bool) {
        var random = SeededGenerator(seed: 5)
        var wire = Wire()
        var listeners = Listeners(hasPacketFilter: hasPacketFilter)
        let directions = [FrameDirection.unknown, .inbound, .outbound]
        for number in 1...8000 {
            wire.wait(.seconds(1))
            wire.carry(frame: frame(&random), direction: choice(directions, &random)) { listeners.observe($0) }
            if number % 100 == 0 { listeners.expectTheSame() }
        }
        #expect(listeners.ordinaryCount > 100)
        #expect(listeners.netBSD.counters.rcvTotal > 1000)
    }

    @Test("What is not in rcv_total is told of: packet for packet the two together are all that came")
    func uncounted() {
        var random = SeededGenerator(seed: 9)
        var wire = Wire()
        var kernels = LinkKernels()
        var all: UInt64 = 0
        for _ in 0..<8000 {
            wire.wait(.seconds(1))
            let frame = frame(&random)
            let length = Int.random(in: 0..<20, using: &random) == 0 ? frame.count - 1 : frame.count
            wire.carry(frame: frame, snapshotLength: length) {
                all += 1
                kernels.observe($0)
            }
        }
        let differences = kernels.differences
        for (kernel, counted) in [
            (CountingKernel.netBSD, kernels.netBSD.counters.rcvTotal),
            (.freeBSD, kernels.freeBSD.counters.rcvTotal), (.openBSD, kernels.openBSD.counters.rcvTotal),
        ] {
            let told = differences.differences(of: kernel).filter {
                [.badIPHeader, .undelivered, .cut, .fragment, .filtered].contains($0.oddity)
            }
            #expect(told.allSatisfy { $0.count > 10 } && told.count >= 4, "\(kernel)")
            #expect(counted > 1000 && told.reduce(counted) { $0 + $1.count } == all, "\(kernel)")
        }
    }

    @Test("A leave of what is no group is told of, whichever leave came first")
    func leaves() {
        for messages in [[leave(group), leave(host)], [leave(host), leave(group)]] {
            var wire = Wire()
            var kernels = LinkKernels()
            for message in messages + messages {
                wire.carry(message, from: host, to: .allRouters) { kernels.observe($0) }
            }
            let told = kernels.differences.differences(of: .linuxBridge).map { ($0.oddity, $0.count) }
            #expect(told.count == 1 && told[0] == (.badLeave, 2))
            #expect(kernels.linuxBridge.counters.igmpLeaves.rx == 4)
        }
    }

    @Test("Copies of an ordinary packet are counted one by one")
    func ordinary() {
        var wire = Wire()
        var listeners = Listeners(hasPacketFilter: true)
        for _ in 1...3 { wire.carry(v2Report(group), from: host, to: group) { listeners.observe($0) } }
        #expect(listeners.ordinaryCount == 3)
        #expect(nonzero(listeners.together.netBSD.counters) == "rcvTotal=3 rcvReports=3")
        #expect(nonzero(listeners.together.freeBSD.counters) == "rcvTotal=3 rcvReports=3")
        #expect(nonzero(listeners.together.openBSD.counters) == "rcvTotal=3 rcvReports=3")
        #expect(nonzero(listeners.together.linuxBridge.counters) == "igmpReports.rxV2=3")
        listeners.expectTheSame()
    }
}

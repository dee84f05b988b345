import IGMPAnalysis
import IGMPTracking
import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("The kernels of a link")
struct LinkTests {
    private static let host = IPv4Address(10, 0, 0, 2)
    private static let group = IPv4Address(239, 1, 1, 1)
    private static let start = Timestamp(nanoseconds: 1_000_000_000)

    /// A link that has carried the packets, a second apart.
    private func link(_ packets: [[UInt8]], options: AnalysisOptions, until seconds: Int = 0) throws -> Link {
        var analyzer = Analyzer(options: options)
        var dissector = Dissector()
        let interface = analyzer.addInterface(
            AnalyzedInterface(name: "link", source: "test", linkType: .ethernet))
        for (index, packet) in packets.enumerated() {
            lend(PacketBuilder.ethernet(payload: packet)) { bytes in
                let frame = CapturedFrame(
                    bytes: bytes, originalLength: bytes.count, timestamp: Self.start.advanced(by: .seconds(index)),
                    linkType: .ethernet, number: UInt64(index + 1))
                dissector.dissect(frame) { packet in _ = analyzer.observe(packet, in: frame, interface: interface) }
            }
        }
        analyzer.advance(to: Self.start.advanced(by: .seconds(seconds)))
        let links = analyzer.links
        #expect(links.count == 1)
        return try #require(links.first)
    }

    private var query: [UInt8] {
        PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: .allSystems, payload: PacketBuilder.igmp(type: 0x11))
    }

    private var report: [UInt8] {
        PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 3), destination: Self.group,
            payload: PacketBuilder.igmp(type: 0x16, group: Self.group))
    }

    @Test("Every kernel sees every packet, as a router and in each host's place")
    func everyKernel() throws {
        var options = AnalysisOptions()
        options.hosts = [Self.host]
        options.knownMembers = [(Self.host, Self.group)]
        let link = try link([query, report], options: options)
        #expect(link.router.counters.rcvTotal == 2 && link.router.counters.rcvOurReports == 0)
        #expect(link.freeBSDRouter.counters.rcvTotal == 2 && link.freeBSDRouter.counters.rcvOurReports == 0)
        #expect(link.openBSDRouter.counters.rcvTotal == 2 && link.openBSDRouter.counters.rcvOurReports == 0)
        #expect(link.linuxBridgePort.counters.igmpQueries.rxV1 == 1)
        #expect(link.linuxBridgePort.counters.igmpReports.rxV2 == 1)
        #expect(link.hosts[0].counters.rcvOurReports == 1)
        #expect(link.hostKernels[0].freeBSD.counters.rcvOurReports == 1)
        #expect(link.hostKernels[0].openBSD.counters.rcvOurReports == 1)
        #expect(link.hostKernels[0].linux.groups.map(\.group) == [.allSystems, Self.group])
    }

    @Test("Packets of more VLANs than are kept at hand go to the links of their tags, interleaved or not")
    func manyVLANs() throws {
        var analyzer = Analyzer()
        var dissector = Dissector()
        let interface = analyzer.addInterface(
            AnalyzedInterface(name: "link", source: "test", linkType: .ethernet))
        for round in 0..<3 {
            for identifier in 0..<700 {
                let tags = [PacketBuilder.Tag(UInt16(identifier)), PacketBuilder.Tag(UInt16(identifier % 3))]
                // Tagged twice, once, and not at all.
                lend(PacketBuilder.ethernet(tags: Array(tags.dropLast(round)), payload: report)) { bytes in
                    let frame = CapturedFrame(
                        bytes: bytes, originalLength: bytes.count, timestamp: Self.start, linkType: .ethernet)
                    dissector.dissect(frame) { packet in
                        let place = analyzer.observe(packet, in: frame, interface: interface)
                        let links = analyzer.links
                        #expect(links[place].identity.vlanTags == packet.link.vlanTags)
                    }
                }
            }
        }
        #expect(analyzer.links.count == 700 + 700 + 1)
        let untagged = try #require(analyzer.links.last)
        #expect(untagged.identity.vlanTags.isEmpty && untagged.state.tracker.counts.packets == 700)
    }

    @Test("The time that the analysis has reached ages what every kernel knows of its routers")
    func ageing() throws {
        var options = AnalysisOptions()
        options.hosts = [Self.host]
        for (seconds, isOld) in [(0, true), (259, true), (271, false)] {
            let link = try link([query], options: options, until: seconds)
            #expect(link.hosts[0].routerVersion == (isOld ? 1 : 2))
            #expect(link.hostKernels[0].openBSD.routerVersion == (isOld ? 1 : 2))
            #expect(link.hostKernels[0].freeBSD.routerVersion == (isOld ? 1 : 3))
            #expect(link.hostKernels[0].linux.querierVersion == (isOld ? 1 : 3))
        }
    }

    @Test("A host that fails to answer as often as robustness says is out of the group for its kernels too")
    func silentLeave() throws {
        func packet(_ source: UInt8, _ destination: IPv4Address, _ message: [UInt8]) -> [UInt8] {
            PacketBuilder.ipv4(source: IPv4Address(10, 0, 0, source), destination: destination, payload: message)
        }
        let join = packet(2, Self.group, PacketBuilder.igmp(type: 0x16, group: Self.group))
        let query = packet(1, .allSystems, PacketBuilder.igmp(type: 0x11, code: 1))
        for recordsChanges in [false, true] {
            var options = AnalysisOptions()
            options.hosts = [Self.host]
            options.recordsChanges = recordsChanges
            for (queries, isMember) in [(1, true), (2, false)] {
                let packets = [join] + Array(repeating: query, count: queries)
                let link = try link(packets, options: options, until: queries + 2)
                #expect(link.hosts[0].groups.isEmpty == !isMember)
                #expect(link.hostKernels[0].freeBSD.groups.isEmpty == !isMember)
                #expect(link.hostKernels[0].openBSD.groups.isEmpty == !isMember)
                // The changes are there for those who asked, and for nobody else.
                let departures = link.takeEvents().filter {
                    guard case .change(let change) = $0 else { return false }
                    return if case .memberLeft(_, Self.host, .unanswered) = change.kind { true } else { false }
                }
                #expect(departures.count == (recordsChanges && !isMember ? 1 : 0))
            }
        }
    }

    @Test("Hosts run a routing daemon where the options say so")
    func multicastRouters() throws {
        var options = AnalysisOptions()
        options.hosts = [Self.host]
        for isRouter in [false, true] {
            options.hostsAreMulticastRouters = isRouter
            let link = try link([report], options: options)
            #expect(link.hosts[0].counters.rcvTotal == (isRouter ? 1 : 0))
            #expect(link.hostKernels[0].openBSD.counters.rcvTotal == (isRouter ? 1 : 0))
            #expect(link.hostKernels[0].freeBSD.isMulticastRouter == isRouter)
        }
    }

    @Test("OpenBSD's pf is on unless the options say otherwise")
    func packetFilter() throws {
        let padded = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 3), destination: Self.group,
            payload: PacketBuilder.igmp(type: 0x16, group: Self.group), options: [1, 1, 1, 1])
        var options = AnalysisOptions()
        options.hosts = [Self.host]
        options.knownMembers = [(Self.host, Self.group)]
        let filtered = try link([padded], options: options)
        #expect(filtered.openBSDRouter.counters.rcvTotal == 0)
        #expect(filtered.hostKernels[0].openBSD.counters.rcvTotal == 0)
        options.openBSDHasPacketFilter = false
        let unfiltered = try link([padded], options: options)
        #expect(unfiltered.openBSDRouter.counters.rcvTotal == 1)
        #expect(unfiltered.hostKernels[0].openBSD.counters.rcvTotal == 1)
    }

    @Test("A bad header of another protocol counts at the link it came by, which there need not be before")
    func otherProtocols() {
        var analyzer = Analyzer()
        let plain = analyzer.addInterface(AnalyzedInterface(name: "a", source: "test", linkType: .ethernet))
        let filtered = analyzer.addInterface(
            AnalyzedInterface(name: "b", source: "test", linkType: .ethernet, callsIPTables: true))
        var packet = PacketBuilder.ipv4(
            source: Self.host, destination: Self.group, payload: [], protocol: 17, options: [])
        func observe(_ frame: [UInt8], _ interface: Int) -> Bool {
            lend(frame) { bytes in
                let frame = CapturedFrame(
                    bytes: bytes, originalLength: bytes.count, timestamp: Self.start, linkType: .ethernet)
                return analyzer.observeOther(frame, interface: interface)
            }
        }
        #expect(!observe(PacketBuilder.ethernet(payload: packet), plain))
        #expect(analyzer.links.isEmpty)
        packet[10] ^= 1
        #expect(observe(PacketBuilder.ethernet(payload: packet), plain))
        #expect(observe(PacketBuilder.ethernet(tags: [.init(7)], payload: packet), plain))
        #expect(observe(PacketBuilder.ethernet(payload: packet), filtered))
        let errors = analyzer.linksInOrder().map { analyzer.links[$0].linuxBridgePort.counters.igmpParseErrors }
        #expect(errors == [1, 1, 0])
        #expect(analyzer.igmpPackets == 0)
    }
}

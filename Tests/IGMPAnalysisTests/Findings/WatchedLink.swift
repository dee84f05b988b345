import IGMPAnalysis
import IGMPTracking
import IGMPWire
import TestSupport

/// A link on which packets built for it are looked at, the whole way from their frames.
struct WatchedLink: ~Copyable {
    private var dissector = Dissector()
    private(set) var analyzer: Analyzer
    /// The time of the next packet.
    private(set) var now = WatchedLink.start

    static let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    static let querier = IPv4Address(10, 0, 0, 1)
    static let host = IPv4Address(10, 0, 0, 5)
    static let group = IPv4Address(239, 1, 1, 1)
    static let station = MACAddress(rawValue: 0x0200_0000_0001)
    static let routerAlert: [UInt8] = [0x94, 4, 0, 0]

    init(options: AnalysisOptions = AnalysisOptions()) {
        analyzer = Analyzer(options: options)
        _ = analyzer.addInterface(AnalyzedInterface(name: "link", source: "test", linkType: .ethernet))
    }

    /// A link whose queriers alone are looked at: nobody need answer them.
    static var ofQueriers: WatchedLink {
        var options = AnalysisOptions()
        options.ignoredFindings.insert(.queriesOnly)
        return WatchedLink(options: options)
    }

    /// Lets time pass for the packets to come; the link learns of it from them.
    mutating func wait(_ seconds: Double) {
        now = now.advanced(by: Interval(nanoseconds: Int64((seconds * 1e9).rounded())))
    }

    /// Lets time pass for the link too.
    mutating func advance(_ seconds: Double) {
        wait(seconds)
        analyzer.advance(to: now)
    }

    /// Takes an IPv4 packet.
    mutating func hear(packet: [UInt8], frameTo destination: MACAddress? = nil) {
        let frame = PacketBuilder.ethernet(destination: destination, source: Self.station, payload: packet)
        let time = now
        lend(frame) { bytes in
            let captured = CapturedFrame(
                bytes: copy bytes, originalLength: frame.count, timestamp: time, linkType: .ethernet)
            dissector.dissect(captured) { packet in _ = analyzer.observe(packet, in: captured, interface: 0) }
        }
    }

    /// A version 3 general query by the book.
    static var queryFrame: [UInt8] {
        PacketBuilder.ethernet(
            source: station,
            payload: PacketBuilder.ipv4(source: querier, destination: .allSystems, payload: PacketBuilder.queryV3()))
    }

    /// Takes a frame that went that way.
    mutating func hear(frame: [UInt8], direction: FrameDirection) {
        let time = now
        lend(frame) { bytes in
            let captured = CapturedFrame(
                bytes: copy bytes, originalLength: frame.count, timestamp: time, linkType: .ethernet,
                direction: direction)
            dissector.dissect(captured) { packet in _ = analyzer.observe(packet, in: captured, interface: 0) }
        }
    }

    /// Takes a packet of the group's own traffic.
    mutating func hearData(
        _ group: IPv4Address = group, from source: IPv4Address = IPv4Address(192, 0, 2, 1),
        direction: FrameDirection = .unknown
    ) {
        let packet = PacketBuilder.ipv4(
            source: source, destination: group, payload: [0, 0, 0, 0], protocol: 17, options: [])
        let frame = PacketBuilder.ethernet(source: Self.station, payload: packet)
        let time = now
        lend(frame) { bytes in
            let captured = CapturedFrame(
                bytes: bytes, originalLength: frame.count, timestamp: time, linkType: .ethernet, direction: direction)
            if let packet = DataPacket(captured) { analyzer.observe(packet, interface: 0) }
        }
    }

    /// Takes a packet of the group's own traffic every second, the last when `seconds` have passed.
    mutating func stream(
        _ seconds: Int, _ group: IPv4Address = group, from source: IPv4Address = IPv4Address(192, 0, 2, 1),
        direction: FrameDirection = .unknown
    ) {
        for _ in 0..<seconds {
            wait(1)
            hearData(group, from: source, direction: direction)
        }
    }

    /// A link of which the groups' own traffic is counted.
    static func withData() -> WatchedLink {
        var options = AnalysisOptions()
        options.countsData = true
        options.recordsChanges = true
        return WatchedLink(options: options)
    }

    /// Takes a packet around `message`, by the book unless told otherwise.
    mutating func hear(
        _ message: [UInt8], from source: IPv4Address, to destination: IPv4Address, timeToLive: UInt8 = 1,
        typeOfService: UInt8 = 0xC0, options: [UInt8] = routerAlert, frameTo address: MACAddress? = nil
    ) {
        hear(
            packet: PacketBuilder.ipv4(
                source: source, destination: destination, payload: message, timeToLive: timeToLive,
                typeOfService: typeOfService, options: options),
            frameTo: address)
    }

    /// A query of version 1 (`code` 0) or 2.
    mutating func query(code: UInt8 = 100, group: IPv4Address = .unspecified, from source: IPv4Address = querier) {
        hear(
            PacketBuilder.igmp(type: 0x11, code: code, group: group), from: source,
            to: group == .unspecified ? .allSystems : group)
    }

    /// A query of version 3.
    mutating func queryV3(
        group: IPv4Address = .unspecified, code: UInt8 = 100, robustness: UInt8 = 2, intervalCode: UInt8 = 125,
        from source: IPv4Address = querier
    ) {
        hear(
            PacketBuilder.queryV3(group: group, code: code, robustness: robustness, intervalCode: intervalCode),
            from: source, to: group == .unspecified ? .allSystems : group)
    }

    /// A report of version 1 or 2.
    mutating func report(version: Int = 2, _ group: IPv4Address = group, from host: IPv4Address = host) {
        hear(PacketBuilder.igmp(type: version == 1 ? 0x12 : 0x16, group: group), from: host, to: group)
    }

    mutating func leave(_ group: IPv4Address = group, from host: IPv4Address = host) {
        hear(PacketBuilder.igmp(type: 0x17, group: group), from: host, to: .allRouters)
    }

    /// A version 3 report of one record.
    mutating func record(
        _ type: RecordType, _ group: IPv4Address = group, _ sources: [IPv4Address] = [], from host: IPv4Address = host
    ) {
        let record = PacketBuilder.record(type: type.rawValue, group: group, sources: sources)
        hear(PacketBuilder.reportV3([record]), from: host, to: .igmpV3Routers)
    }

    /// A version 2 report behind a VLAN tag.
    mutating func reportTagged(vlan: UInt16) {
        let packet = PacketBuilder.ipv4(
            source: Self.host, destination: Self.group, payload: PacketBuilder.igmp(type: 0x16, group: Self.group))
        hear(
            frame: PacketBuilder.ethernet(source: Self.station, tags: [PacketBuilder.Tag(vlan)], payload: packet),
            direction: .unknown)
    }

    /// Nothing could come until so many seconds after the start, or nothing can now.
    mutating func noteGap(until seconds: Int?, interface: Int = 0) {
        let end = seconds.map { Self.start.advanced(by: .seconds($0)) }
        analyzer.noteGaps(endingAt: [interface: end ?? Timestamp(nanoseconds: .max)])
    }

    /// Whether packets would be seen from now on.
    mutating func watch(isUp: Bool = true) { analyzer.watch(interface: 0, since: isUp ? now : nil) }

    var linkCount: Int { analyzer.links.count }

    /// Packets were lost before they came here.
    mutating func noteLosses() { analyzer.noteLosses() }

    /// What was found, in a report's order.
    var findings: [Finding] { analyzer.links.flatMap { $0.findings() } }

    /// The names of what was found, in a report's order.
    var codes: [String] { findings.map(\.code.name.description) }

    /// What was found of one code.
    func findings(of code: FindingCode) -> [Finding] { findings.filter { $0.code == code } }

    /// What was told since this was last asked.
    func takeEvents() -> [LinkEvent] { analyzer.links.flatMap { $0.takeEvents() } }
}

extension Finding {
    /// Its message, with times as seconds since the start of the link.
    var text: String {
        message { "\($0.since(WatchedLink.start).nanoseconds / 1_000_000_000) s" }
    }
}

import IGMPTracking
import IGMPWire
import TestSupport

/// A tracker that hears packets built for it, the whole way from their frames.
struct TrackedLink: ~Copyable {
    private var dissector = Dissector()
    var tracker: LinkTracker
    /// The time of the next packet.
    private(set) var now = TrackedLink.start

    static let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    static let querier = IPv4Address(10, 0, 0, 1)

    init(limits: TrackerLimits = TrackerLimits()) {
        tracker = LinkTracker(limits: limits, seed: 1)
        tracker.recordsChanges = true
    }

    /// Lets time pass for the packets to come; the tracker learns of it from them.
    mutating func wait(_ interval: Interval) { now = now.advanced(by: interval) }

    /// Goes to a moment, an earlier one too.
    mutating func wait(until time: Timestamp) { now = time }

    /// Lets time pass for the tracker too.
    mutating func advance(_ interval: Interval) {
        wait(interval)
        tracker.advance(to: now)
    }

    /// Takes a packet around `message`.
    mutating func hear(
        _ message: [UInt8], from source: IPv4Address, to destination: IPv4Address,
        mac: MACAddress = MACAddress(rawValue: 0x0200_0000_0001), direction: FrameDirection = .unknown
    ) {
        let payload = PacketBuilder.ipv4(source: source, destination: destination, payload: message)
        let frame = PacketBuilder.ethernet(source: mac, payload: payload)
        let time = now
        lend(frame) { bytes in
            let captured = CapturedFrame(
                bytes: copy bytes, originalLength: frame.count, timestamp: time, linkType: .ethernet,
                direction: direction)
            // As packets of a file are; it must change nothing.
            if let glimpse = PacketGlimpse(bytes, linkType: .ethernet) {
                tracker.foresee(glimpse.message, from: glimpse.source)
            }
            dissector.dissect(captured) { tracker.observe($0) }
        }
    }

    /// A query of version 1 (`code` 0) or 2.
    mutating func query(
        code: UInt8 = 100, group: IPv4Address = .unspecified, from source: IPv4Address = querier,
        to destination: IPv4Address? = nil
    ) {
        hear(
            PacketBuilder.igmp(type: 0x11, code: code, group: group), from: source,
            to: destination ?? (group == .unspecified ? .allSystems : group))
    }

    /// A query of version 3.
    mutating func queryV3(
        group: IPv4Address = .unspecified, code: UInt8 = 100, suppress: Bool = false, robustness: UInt8 = 2,
        intervalCode: UInt8 = 125, sources: [IPv4Address] = [], from source: IPv4Address = querier,
        to destination: IPv4Address? = nil
    ) {
        hear(
            PacketBuilder.queryV3(
                group: group, code: code, suppress: suppress, robustness: robustness, intervalCode: intervalCode,
                sources: sources),
            from: source, to: destination ?? (group == .unspecified ? .allSystems : group))
    }

    /// A report of version 1 or 2.
    mutating func report(
        version: Int = 2, _ group: IPv4Address, from host: IPv4Address, to destination: IPv4Address? = nil
    ) {
        hear(
            PacketBuilder.igmp(type: version == 1 ? 0x12 : 0x16, group: group), from: host, to: destination ?? group)
    }

    mutating func leave(_ group: IPv4Address, from host: IPv4Address) {
        hear(PacketBuilder.igmp(type: 0x17, group: group), from: host, to: .allRouters)
    }

    /// A version 3 report of one record.
    mutating func record(
        _ type: RecordType, _ group: IPv4Address, _ sources: [IPv4Address] = [], from host: IPv4Address
    ) {
        let record = PacketBuilder.record(type: type.rawValue, group: group, sources: sources)
        hear(PacketBuilder.reportV3([record]), from: host, to: .igmpV3Routers)
    }

    /// Everything that the tracker tells of its groups and their members.
    mutating func groups() -> [SeenGroup] {
        var seen: [SeenGroup] = []
        tracker.forEachGroup { tracker, group in
            seen.append(SeenGroup(group: group, members: tracker.members(of: group)))
        }
        return seen
    }

    mutating func group(_ address: IPv4Address) -> SeenGroup? { groups().first { $0.group.address == address } }

    mutating func member(_ host: IPv4Address, of group: IPv4Address) -> MemberSnapshot? {
        self.group(group)?.members.first { $0.host == host }
    }

    mutating func state(_ host: IPv4Address, of group: IPv4Address) -> MemberState? {
        member(host, of: group)?.state
    }

    /// What changed since this was last asked.
    mutating func changes() -> [Change.Kind] {
        defer { tracker.changes.removeAll() }
        return tracker.changes.map(\.kind)
    }
}

/// A group with its members as the tracker told of them.
struct SeenGroup {
    let group: GroupSnapshot
    let members: [MemberSnapshot]
}

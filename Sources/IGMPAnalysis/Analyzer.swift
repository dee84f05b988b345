public import IGMPTracking
public import IGMPWire
import KernelCounters

/// A capture interface as a report names it.
public struct AnalyzedInterface: Hashable, Sendable {
    /// As the capture names it; nil where it does not.
    public let name: String?
    /// The file or live interface that it is of.
    public let source: String
    public let linkType: LinkType
    /// Whether it is a port of a Linux bridge whose packets go through iptables (see ``LinuxBridgePort``).
    public let callsIPTables: Bool

    public init(name: String?, source: String, linkType: LinkType, callsIPTables: Bool = false) {
        self.name = name
        self.source = source
        self.linkType = linkType
        self.callsIPTables = callsIPTables
    }

    /// What to call it where a name is needed.
    public var label: String { name ?? source }
}

/// Sorts packets to the links that they belong to, and holds what is known of each.
///
/// It owns no protocol rule: ``LinkTracker`` and the kernels of each ``Link`` do.
public struct Analyzer: ~Copyable {
    public let options: AnalysisOptions
    public internal(set) var interfaces: [AnalyzedInterface] = []
    /// In no order; see ``linksInOrder()``.
    public internal(set) var links: [Link] = []
    /// All frames, of any kind.
    public var frames = FrameTally()
    /// Packets with IP protocol 2; of a fragmented datagram its fragments.
    public private(set) var igmpPackets: UInt64 = 0
    /// Packets of links that were let go for want of room.
    public internal(set) var linkOverflow: UInt64 = 0

    /// The last packets that were not taken as messages.
    public internal(set) var badPackets: BadPacketRing

    /// The place in `links` of each interface's untagged link; -1 before its first packet.
    var untaggedLinks: [Int] = []
    var places: [LinkIdentity: Int] = [:]
    /// The interfaces that are watched and have carried nothing.
    var silence = Silence()
    /// Places found there of late, by interface and outer tag: a trunk's packets need no dictionary.
    var recent = Array(repeating: -1, count: recentCount)
    static let recentCount = 256
    /// What all links keep together.
    private let usage: TrackerUsage
    /// The same of the groups' own traffic, where it is counted.
    let dataUsage: DataUsage?
    /// Those to be let go next, the longest silent last.
    var oldestLinks: [(heardAt: Timestamp, place: Int)] = []
    /// Those let go, as long as nobody has taken what changed by it.
    var forgottenLinks: [Link] = []
    /// What the links that were let go had let go themselves.
    var forgottenOverflow = TrackerOverflow()
    /// How many findings they had, and the severity of the worst.
    var forgottenFindings: UInt64 = 0
    var worstForgotten: FindingSeverity?
    /// Whether the capture has lost packets, as far as it is known.
    public private(set) var hasLosses = false
    /// Whether something was let go since ``takeForgottenLinks()`` was called.
    public internal(set) var hasMadeRoom = false

    public init(options: AnalysisOptions = AnalysisOptions()) {
        self.options = options
        badPackets = BadPacketRing(limit: options.badPackets)
        usage = TrackerUsage(limits: options.limits)
        dataUsage = options.countsData ? DataUsage(limits: options.limits) : nil
    }

    /// Adds an interface; the number returned is what ``observe(_:interface:)`` takes.
    public mutating func addInterface(_ interface: AnalyzedInterface) -> Int {
        interfaces.append(interface)
        untaggedLinks.append(-1)
        return interfaces.count - 1
    }

    /// Counts a frame, whatever it carries.
    @inlinable
    public mutating func count(_ frame: borrowing CapturedFrame) {
        frames.count(bytes: frame.bytes.count, at: frame.timestamp)
    }

    /// Counts a packet with IP protocol 2, of which nothing else is wanted.
    @inline(__always)
    public mutating func count(_ packet: borrowing IGMPPacket) {
        if !packet.isReassembled { igmpPackets &+= 1 }
    }

    /// Takes in a packet with IP protocol 2, and counts it. Returns the place of its link in ``links``.
    ///
    /// Its time is that of the state: where the clock of the frames was set back, not what it showed, but the
    /// time that runs on (see ``FrameClock``).
    ///
    /// - Parameter frame: in which it was captured.
    @discardableResult
    public mutating func observe(
        _ packet: borrowing IGMPPacket, in frame: borrowing CapturedFrame, interface: Int
    ) -> Int {
        count(packet)
        let place = place(of: packet.link, at: packet.timestamp, interface: interface)
        // The link stays among the others as long as it works: it needs no counting of references.
        let link = unsafe links[place].place
        if let fault = unsafe link.pointee.observe(packet) {
            badPackets.keep(
                BadPacket(packet, of: links[place].identity, fault, frame: frame.bytes, at: frame.timestamp))
        }
        if usage.isExceeded { makeRoom(in: usage, at: packet.timestamp) }
        return place
    }

    /// Takes in a frame that carried no IGMP, for what a bridge counts of such frames too:
    /// IPv4 to a multicast address with a bad header.
    ///
    /// - Returns: whether it was one.
    public mutating func observeOther(_ frame: borrowing CapturedFrame, interface: Int) -> Bool {
        guard let header = frame.badMulticastHeader(), LinuxBridgePort.looksInto(header) else { return false }
        let place = place(of: header, at: frame.timestamp, interface: interface)
        links[place].observe(
            badHeaderOf: header, direction: frame.direction == .unknown ? header.direction : frame.direction)
        return true
    }

    /// Prepares for a frame of these bytes that is likely to be observed soon: a hint, nothing more.
    public mutating func foresee(_ frame: Bytes, linkType: LinkType, interface: Int) {
        guard interface < untaggedLinks.count, untaggedLinks[interface] >= 0,
            let packet = PacketGlimpse(frame, linkType: linkType)
        else { return }
        // As above.
        let link = unsafe links[untaggedLinks[interface]].place
        unsafe link.pointee.tracker.foresee(packet.message, from: packet.source)
    }

    /// Lets all timers run up to `time`.
    public mutating func advance(to time: Timestamp) {
        makeSilentLinks(upTo: time)
        for link in links { link.advance(to: time) }
    }

    /// Notes that packets were lost before they were observed: what was not seen may have been there.
    public mutating func noteLosses() {
        guard !hasLosses else { return }
        hasLosses = true
        for link in links { link.state.findings.hasLosses = true }
    }

    /// Notes that nothing could come from interfaces until some time, by their numbers; the end of time where
    /// nothing can now. Of a link that began after that nothing was missed.
    public mutating func noteGaps(endingAt ends: [Int: Timestamp]) {
        guard !ends.isEmpty else { return }
        for link in links {
            guard let end = ends[link.identity.interface], end > link.beganAt else { continue }
            link.state.findings.hasLosses = true
        }
    }

    /// When a timer of any link is next due.
    public var nextTimer: Timestamp {
        links.reduce(silence.nextDeadline) { min($0, $1.state.nextTimer) }
    }

    @inline(__always)
    mutating func place(of header: borrowing LinkHeader, at time: Timestamp, interface: Int) -> Int {
        if header.vlanTags.isEmpty, header.interfaceIndex == nil, untaggedLinks[interface] >= 0 {
            return untaggedLinks[interface]
        }
        return otherPlace(of: header, at: time, interface: interface)
    }

    /// A link told by more than its interface, or one that is new.
    private mutating func otherPlace(of header: borrowing LinkHeader, at time: Timestamp, interface: Int) -> Int {
        let identity = LinkIdentity(
            interface: interface, interfaceIndex: header.interfaceIndex, vlanTags: header.vlanTags)
        let tag = identity.vlanTags.isEmpty ? 0 : Int(identity.vlanTags[0])
        let slot = (interface &* 31 &+ tag) & (Self.recentCount - 1)
        if recent[slot] >= 0, links[recent[slot]].identity == identity { return recent[slot] }
        if let place = places[identity] {
            recent[slot] = place
            return place
        }
        let place = makeLink(identity, at: time)
        places[identity] = place
        if identity.isUntagged { untaggedLinks[interface] = place }
        recent[slot] = place
        return place
    }

    private mutating func makeLink(_ identity: LinkIdentity, at time: Timestamp) -> Int {
        if let place = endSilence(of: identity, at: time) { return place }
        let link = link(identity, isFirst: !hasHeardLink, at: time)
        if links.count >= options.linkLimit {
            let place = forgetOldestLink(at: time)
            links[place] = link
            return place
        }
        links.append(link)
        return links.count - 1
    }

    /// - Parameter end: until when nothing is told of it, as there is no packet of it yet.
    func link(_ identity: LinkIdentity, isFirst: Bool, at time: Timestamp, silentUntil end: Timestamp? = nil) -> Link {
        let link = Link(
            identity: identity, options: options, usage: usage, isFirst: isFirst, at: time,
            callsIPTables: options.bridgesCallIPTables || interfaces[identity.interface].callsIPTables,
            dataUsage: dataUsage, silentUntil: end)
        link.state.findings.hasLosses = hasLosses
        return link
    }
}

extension Analyzer {
    /// How many frames there were, their captured bytes, and the earliest and the
    /// latest time of any.
    public var packets: UInt64 { frames.packets }
    public var bytes: UInt64 { frames.bytes }
    public var firstAt: Timestamp? { frames.firstAt }
    public var lastAt: Timestamp? { frames.lastAt }

    /// The places of all links, by interface and then by VLAN stack.
    public func linksInOrder() -> [Int] {
        links.indices.sorted { left, right in
            let (left, right) = (links[left].identity, links[right].identity)
            return left.interface != right.interface
                ? left.interface < right.interface
                : left.interfaceIndex != right.interfaceIndex
                    ? left.interfaceIndex ?? 0 < right.interfaceIndex ?? 0 : left.vlanTags < right.vlanTags
        }
    }

    /// The hosts whose kernels were run along, by address: each on the links where
    /// it has sent something, or on the first where it never did.
    public func hostsInOrder() -> [(link: Int, host: Int)] {
        let order = linksInOrder()
        guard let first = order.first else { return [] }
        return options.hosts.indices.sorted { options.hosts[$0] < options.hosts[$1] }.flatMap { host in
            let seen = order.filter { links[$0].isHostSeen[host] }
            return (seen.isEmpty ? [first] : seen).map { (link: $0, host: host) }
        }
    }

    /// What was let go for want of room, on all links together.
    public func trackerOverflow() -> TrackerOverflow {
        links.reduce(into: forgottenOverflow) { $0.add($1.state.tracker.totalOverflow) }
    }

    /// Groups that made room, or found none, in the kernels of ``AnalysisOptions/hosts``.
    public var hostGroupOverflow: UInt64 {
        links.reduce(0) { sum, link in link.hosts.reduce(sum) { $0 + $1.groupOverflow } }
    }

    /// Sources of their groups for which these kernels had no room.
    public var hostSourceOverflow: UInt64 {
        links.reduce(0) { sum, link in link.hosts.reduce(sum) { $0 + $1.sourceOverflow } }
    }

    /// Findings that found no room, on all links together, and those of links that
    /// were let go.
    public func findingOverflow() -> UInt64 { links.reduce(forgottenFindings) { $0 &+ $1.findingOverflow } }

    /// The severity of the worst finding on any link, kept or not; nil where there is none.
    public func worstFinding() -> FindingSeverity? {
        (links.map(\.worstFinding) + [worstForgotten]).compactMap(\.self).max()
    }
}

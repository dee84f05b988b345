public import IGMPTracking
import IGMPWire
public import KernelCounters

/// What is known of one link: its tracker, and the kernels that listen there.
public struct LinkState: ~Copyable {
    public var tracker: LinkTracker
    /// The kernels that listen on the link.
    public internal(set) var kernels: LinkKernels
    public internal(set) var hosts: [NetBSDHost]
    /// The other kernels of the same hosts, in the same order.
    public internal(set) var hostKernels: [HostKernels]
    /// Which of `hosts` have sent something here.
    public internal(set) var isHostSeen: [Bool]
    var findings: LinkFindings
    /// The groups' own traffic, where it is counted.
    public internal(set) var data: DataTraffic?
    /// When something of it is next due.
    var dataDeadline = Timestamp(nanoseconds: .max)
    /// When the last packet came.
    var lastHeardAt: Timestamp
    /// Memberships that no packet shows, of hosts not yet known to be here.
    private var knownMembers: [(host: IPv4Address, group: IPv4Address)]
    /// Whether anybody takes the tracker's changes.
    private let keepsChanges: Bool
    /// How many of them have been looked at.
    private var changesTold = 0
    private var lapsesTold = 0

    /// - Parameters:
    ///   - isFirst: whether it is the link to which hosts are taken to belong
    ///     that have sent nothing.
    ///   - time: of the first packet, or since when the link is watched.
    ///   - end: where there is no packet yet, until when that is nothing to tell.
    ///   - callsIPTables: whether it is a port of a bridge whose packets go through iptables.
    ///   - usage: of the tracker's limits, shared with other links.
    ///   - dataUsage: of the limits of the groups' own traffic, where it is counted.
    init(
        options: AnalysisOptions, usage: TrackerUsage, isFirst: Bool, at time: Timestamp, callsIPTables: Bool,
        dataUsage: DataUsage? = nil, silentUntil end: Timestamp? = nil
    ) {
        data = dataUsage.map { DataTraffic(patience: MemberWithoutTrafficRule.patience, sharing: $0, delays: usage) }
        tracker = LinkTracker(sharing: usage)
        lastHeardAt = time
        keepsChanges = options.recordsChanges
        // Findings are made from what happens to groups and queriers; who left in
        // silence, the hosts learn from the tracker.
        tracker.recordsLinkChanges = true
        tracker.recordsLapses = true
        tracker.recordsChanges = options.recordsChanges || !options.hosts.isEmpty || dataUsage != nil
        tracker.membershipInterval = options.membershipInterval
        let hasPacketFilter = options.openBSDHasPacketFilter
        kernels = LinkKernels(
            openBSDHasPacketFilter: hasPacketFilter, bridgeCallsIPTables: callsIPTables)
        let known = options.hosts.map { address in
            options.knownMembers.filter { $0.host == address }.map(\.group)
        }
        let areRouters = options.hostsAreMulticastRouters
        hosts = zip(options.hosts, known).map {
            NetBSDHost(
                address: $0, known: $1, isMulticastRouter: areRouters, limits: options.hostLimits)
        }
        hostKernels = zip(options.hosts, known).map {
            HostKernels(
                address: $0, known: $1, isMulticastRouter: areRouters, hasPacketFilter: hasPacketFilter,
                limits: options.hostLimits)
        }
        findings = LinkFindings(
            limit: options.findingsPerCode, ignored: options.ignoredFindings, recordsNew: options.recordsChanges,
            at: time, silentUntil: end)
        isHostSeen = Array(repeating: false, count: hosts.count)
        knownMembers = options.knownMembers
        tracker.advance(to: time)
        if isFirst { addKnownMembers { _ in true } }
    }

    /// The first packet is about to be observed, on a link that was watched before.
    mutating func endSilence(at time: Timestamp, isFirst: Bool) {
        advance(to: time)
        findings.firstHeardAt = time
        if isFirst { addKnownMembers { _ in true } }
    }

    /// Returns why the packet is no message, if it is none.
    mutating func observe(_ packet: borrowing IGMPPacket) -> PacketFault? {
        lastHeardAt = packet.timestamp
        if !knownMembers.isEmpty {
            let source = packet.ip.source
            addKnownMembers { $0 == source }
        }
        kernels.observe(packet)
        // It reads the records: what it finds wrong need not be looked for again.
        if tracker.observe(packet) { kernels.noteDamagedReport(packet) }
        takeInChanges()
        let fault = findings.passes(packet, routerVersion: tracker.lastVersion) ? nil : check(packet)
        guard !hosts.isEmpty else { return fault }
        for index in hosts.indices {
            hosts[index].observe(packet)
            hostKernels[index].observe(packet)
            if packet.ip.source == hosts[index].address { isHostSeen[index] = true }
        }
        return fault
    }

    /// Looks for what is wrong with a packet that the tracker has taken in. Returns why it is
    /// no message, if it is none.
    ///
    /// The tracker is lent for queries alone: it is large, and would be copied for that.
    @inline(never)
    private mutating func check(_ packet: borrowing IGMPPacket) -> PacketFault? {
        let fault = findings.checkPacket(packet)
        guard case .message(let kind) = packet.verdict else { return fault }
        if kind.isQuery {
            findings.checkQuery(packet, kind, tracker)
        } else if kind.version != nil {
            findings.checkReport(packet, kind, routerVersion: tracker.lastVersion)
        }
        return fault
    }

    /// Lets all timers run up to `time`.
    mutating func advance(to time: Timestamp) {
        tracker.advance(to: time)
        takeInChanges()
        for index in hosts.indices {
            hosts[index].advance(to: time)
            hostKernels[index].advance(to: time)
        }
    }

    /// Takes what changed and what was found since the last time, in the order of
    /// packet time; a change comes before what is found wrong with it.
    mutating func takeEvents() -> [LinkEvent] {
        guard !tracker.changes.isEmpty || findings.table.hasNew else { return [] }
        // Where room was made nobody has looked at what went yet.
        if changesTold < tracker.changes.count { lookAtChanges() }
        defer { forgetChanges() }
        return LinkEvent.merged(keepsChanges ? tracker.changes : [], findings.takeNew())
    }

    private mutating func forgetChanges() {
        tracker.changes.removeAll(keepingCapacity: true)
        changesTold = 0
    }

    /// When something is next due here.
    var nextTimer: Timestamp { min(tracker.nextTimer, findings.nextDeadline, dataDeadline) }

    /// Looks at what has changed, and lets findings be made that were due.
    @inline(__always)
    private mutating func takeInChanges() {
        guard
            changesTold < tracker.changes.count || !tracker.lapses.isEmpty || findings.nextDeadline <= tracker.now
                || dataDeadline <= tracker.now
        else { return }
        lookAtChanges()
    }

    private mutating func lookAtChanges() {
        for place in changesTold..<tracker.changes.count {
            let change = tracker.changes[place]
            lookAtLapses(before: change.at)
            if data != nil { observeData(change) }
            findings.observe(change, tracker)
            if !hosts.isEmpty { tellHosts(of: change) }
        }
        changesTold = tracker.changes.count
        lookAtLapses(before: Timestamp(nanoseconds: .max))
        tracker.lapses.removeAll(keepingCapacity: true)
        lapsesTold = 0
        if data != nil { runDataDeadlines(upTo: tracker.now) }
        findings.runDeadlines(upTo: tracker.now, tracker)
        if !keepsChanges { forgetChanges() }
    }

    private mutating func lookAtLapses(before time: Timestamp) {
        while lapsesTold < tracker.lapses.count, tracker.lapses[lapsesTold].at < time {
            if dataDeadline <= tracker.lapses[lapsesTold].at { runDataDeadlines(upTo: tracker.lapses[lapsesTold].at) }
            findings.observe(tracker.lapses[lapsesTold], tracker)
            lapsesTold += 1
        }
    }

    /// Takes a host out of a group for which it has failed to answer: one that it has
    /// left in silence, as versions 1 and 2 allow.
    private mutating func tellHosts(of change: Change) {
        guard case .memberLeft(let group, let address, .unanswered) = change.kind,
            let index = hosts.firstIndex(where: { $0.address == address })
        else { return }
        hosts[index].forget(group)
        hostKernels[index].forget(group)
    }

    private mutating func addKnownMembers(of isHere: (IPv4Address) -> Bool) {
        for known in knownMembers where isHere(known.host) {
            tracker.addKnownMember(host: known.host, group: known.group)
        }
        knownMembers.removeAll { isHere($0.host) }
    }
}

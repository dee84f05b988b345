public import IGMPWire

/// What goes on on one link: an interface and a VLAN of it.
///
/// Packets and their times go in; counts, routers, groups and members can be
/// read at any moment. Nothing here reads a clock: time is packet time and never
/// goes back, so a saved capture gives what the live one gave.
public struct LinkTracker: ~Copyable {
    public let limits: TrackerLimits
    /// What it keeps, and others with it.
    let usage: TrackerUsage
    private let isAlone: Bool
    public internal(set) var counts = MessageCounts()
    public internal(set) var routers: RouterTable
    var overflow = TrackerOverflow()
    /// The latest packet time.
    public internal(set) var now = Timestamp(nanoseconds: .min)
    /// Whether ``changes`` are recorded.
    public var recordsChanges = false
    /// Whether those are recorded in any case that tell of the link as a whole.
    public var recordsLinkChanges = false
    /// What changed since the caller last emptied it.
    public var changes: [Change] = []
    /// Whether ``lapses`` are recorded.
    public var recordsLapses = false
    /// What hosts and queriers did wrong since the caller last emptied it.
    public var lapses: [Lapse] = []
    /// Instead of what follows from the querier's variables, where given.
    public var membershipInterval: Interval? {
        didSet { deriveIntervals() }
    }

    /// The Group Membership Interval in use (RFC 9776 section 8.4). Like those that
    /// follow it is derived from ``RouterTable/learned``.
    public private(set) var groupMembershipTime = LearnedValues().groupMembershipInterval
    private(set) var robustness = LearnedValues().robustnessInUse
    private(set) var olderHostPresentTime = LearnedValues().olderHostPresentInterval

    var versions = RouterVersions()
    /// ``routerVersion`` as it is known since the last query or timer; nil before the first query.
    public internal(set) var lastVersion: Int?
    /// How often the version that hosts work with became another one.
    public private(set) var versionChanges = VersionChanges()
    /// General queries to hosts so far, and the number of the last of version 1.
    var generalQueries: UInt32 = 0
    var lastV1GeneralQuery: UInt32 = 0
    /// The last version 1 query that reached every host.
    var allHostsV1QueryAt: Timestamp?
    /// Until when some host may believe in a version 1 router though not all do.
    var someHostsV1Until = Timestamp(nanoseconds: .min)
    var windows = ResponseWindows()
    var querierSide = QuerierSide()
    /// Version 3 reports that a bridge forwarded here from behind another of its ports.
    public internal(set) var otherPortReports: UInt64 = 0
    /// Memberships that ended.
    public internal(set) var departures = Departures()
    /// The first host that became a member, and whether another one did.
    var firstReporter: IPv4Address?
    var hasSeveralReporters = false
    /// What the link's general queries ask.
    var question = Question()
    var timing: LinkTiming
    /// What is measured of each host, at its place.
    var hostTimings = Slab<HostTiming>()
    var groupTimings: GroupTimings

    var groups = Slab<Group>()
    var hosts = Slab<Host>()
    var members = Slab<Member>()
    var freeGroups = Slab<UInt32>()
    var freeHosts = Slab<UInt32>()
    var idleHosts = Queue<UInt32>()
    /// The members whose last record said that they left, and when: in the order of time.
    var leavingMembers = Queue<(member: UInt32, at: Timestamp)>()
    var freeMembers = Slab<UInt32>()
    var groupIndex: AddressTable
    var hostIndex: AddressTable
    var memberIndex: PairTable
    var classes = StateClasses()
    var arena: SourceArena
    var timers = TimerQueue()
    /// No timer of any kind is due before this.
    public internal(set) var nextTimer = Timestamp(nanoseconds: .max)
    /// The memberships that ``foresee(_:from:)`` was told of last, a ring.
    var foreseen = InlineArray<16, Foreseen>(repeating: Foreseen())
    var foreseenCount = 0
    /// The sources of the record in hand, in order and each once.
    var listed = Slab<UInt32>()
    var mergedSources = Slab<SourceTimer>()
    var mergedMemberSources = Slab<UInt32>()

    /// - Parameters:
    ///   - limits: how much is kept.
    ///   - seed: for the hash tables; a random number wherever packets come from strangers.
    public init(limits: TrackerLimits = TrackerLimits(), seed: UInt64 = .random(in: .min ... .max)) {
        self.init(usage: TrackerUsage(limits: limits), isAlone: true, seed: seed)
    }

    /// A tracker that shares its limits with others; who holds them makes room.
    public init(sharing usage: TrackerUsage, seed: UInt64 = .random(in: .min ... .max)) {
        self.init(usage: usage, isAlone: false, seed: seed)
    }

    private init(usage: TrackerUsage, isAlone: Bool, seed: UInt64) {
        self.usage = usage
        self.isAlone = isAlone
        limits = usage.limits
        arena = SourceArena(listLimit: limits.sourcesPerMember)
        routers = RouterTable(capacity: limits.routers)
        timing = LinkTiming(capacity: limits.delaySamplesOfKind, sharing: usage)
        groupTimings = GroupTimings(seed: seed, sharing: usage)
        groupIndex = AddressTable(seed: seed)
        hostIndex = AddressTable(seed: seed)
        memberIndex = PairTable(seed: seed)
    }

    /// What was let go, or not taken in, for want of room.
    public var totalOverflow: TrackerOverflow {
        var total = overflow
        total.routers = routers.overflow
        total.groupTimings = groupTimings.overflow
        return total
    }

    /// Takes in one packet of the link. Returns whether it is a version 3 report that lacks
    /// records that it announces.
    @discardableResult
    public mutating func observe(_ packet: borrowing IGMPPacket) -> Bool {
        let isDamagedReport = takeIn(packet)
        if isAlone, usage.isExceeded { usage.makeRoom { $0(&self) } }
        return isDamagedReport
    }

    @inline(__always)
    private mutating func takeIn(_ packet: borrowing IGMPPacket) -> Bool {
        if !packet.isReassembled { counts.packets &+= 1 }
        advance(to: packet.timestamp)
        forgetIdleHosts()
        switch packet.verdict {
        case .message(.v3Report):
            return !observeRecords(packet)
        case .message(let kind):
            counts.count(kind)
            observe(kind, packet)
        case .rejected(let error):
            counts.count(error.rejection)
            // Hosts of version 1 and 2 answer queries that later rules reject.
            if error.rejection == .badQuery { hostsHearQuery(packet) }
        case .badIPHeader:
            counts.count(.badIPHeader)
        case .unverifiable:
            counts.unverifiable &+= 1
        case .fragment, .droppedFragment:
            break
        }
        return false
    }

    /// Lets every timer run out that is due at `time`.
    public mutating func advance(to time: Timestamp) {
        guard time > now else { return }
        // Each timer runs at its own moment, so that nothing depends on when the
        // next packet comes, or on how often a live capture asks.
        while nextTimer <= time, nextTimer.nanoseconds != .max {
            now = max(now, nextTimer)
            runTimers()
        }
        now = time
    }

    private mutating func observe(_ kind: MessageKind, _ packet: borrowing IGMPPacket) {
        switch kind {
        case .v1Query, .v2GeneralQuery, .v2GroupQuery, .v3GeneralQuery, .v3GroupQuery, .v3GroupSourceQuery:
            observeQuery(packet)
        case .v1Report, .v2Report:
            observeOlderReport(version: kind == .v1Report ? 1 : 2, packet)
        case .leave:
            observeLeave(packet)
        case .dvmrp: routers.other(.dvmrp, from: packet.ip.source, mac: packet.link.source, at: now)
        case .pimV1: routers.other(.pimV1, from: packet.ip.source, mac: packet.link.source, at: now)
        case .mrdAdvertisement: routers.other(.mrd, from: packet.ip.source, mac: packet.link.source, at: now)
        case .mrdTermination: routers.terminate(.mrd, from: packet.ip.source)
        default: break
        }
    }

    private mutating func runTimers() {
        if windows.closesAt < now, windows.advance(to: now) {
            sweep()
            noteQueriesOnly()
        }
        if let change = routers.advance(to: now) {
            record(change)
            deriveIntervals()
        }
        while let timer = timers.first, timer.deadline <= now {
            timers.removeFirst()
            fire(timer)
        }
        removeLeft()
        if lastVersion != nil { noteVersion() }
        updateNextTimer()
    }

    /// A group's timer came due: its filter, and its windows.
    private mutating func fire(_ timer: TimerQueue.Timer) {
        let index = timer.index
        guard groups[Int(index)].armedFor == timer.deadline else { return }
        groups[Int(index)].armedFor = Timestamp(nanoseconds: .max)
        expireFilter(of: index)
        if groups[Int(index)].queryDueAt < now { noteUnaskedLeave(of: index) }
        if groups[Int(index)].windows.advance(to: now) { sweepMembers(of: index) }
        arm(index)
        removeGroupIfEmpty(index)
    }

    /// The same where the group's timers can only have become later: then it
    /// stands in the queue already, unless it is new there or was told to have expired.
    @inline(__always)
    mutating func armIfNew(_ index: UInt32) {
        if groups[Int(index)].armedFor.nanoseconds == .max || !groups[Int(index)].isTold { arm(index) }
    }

    /// Sees to it that the queue wakes the tracker when the group next needs it.
    mutating func arm(_ index: UInt32) {
        if groups[Int(index)].filter.isForwarding { tellCreated(index) }
        var deadline = groups[Int(index)].filter.expiresAt ?? Timestamp(nanoseconds: .max)
        let closing = min(groups[Int(index)].windows.closesAt, groups[Int(index)].queryDueAt)
        if closing.nanoseconds != .max { deadline = min(deadline, closing.advanced(by: Interval(nanoseconds: 1))) }
        guard deadline < groups[Int(index)].armedFor else { return }
        groups[Int(index)].armedFor = deadline
        if timers.count > 2 * groups.count + 64 { rearm() } else { timers.arm(index, at: deadline) }
        nextTimer = min(nextTimer, deadline)
    }

    /// Leaves one timer for each group in the queue: the earlier deadlines of a
    /// group stay there until they are due, which may be days away.
    private mutating func rearm() {
        timers.removeAll()
        for index in groups.indices where groups[index].armedFor.nanoseconds != .max {
            timers.arm(UInt32(index), at: groups[index].armedFor)
        }
    }

    mutating func updateNextTimer() {
        nextTimer = min(routers.electedUntil, timers.first?.deadline ?? Timestamp(nanoseconds: .max))
        if windows.closesAt.nanoseconds != .max {
            nextTimer = min(nextTimer, windows.closesAt.advanced(by: Interval(nanoseconds: 1)))
        }
        if let due = leavingDue() { nextTimer = min(nextTimer, due) }
        // While an older router is remembered, its ageing is a timer too.
        let ageing = versions.nextChange(
            after: now, olderQuerierPresent: routers.learned.olderQuerierPresentInterval)
        if let ageing { nextTimer = min(nextTimer, ageing) }
    }

    @inline(__always)
    func membershipDeadline() -> Timestamp {
        now.advanced(by: groupMembershipTime)
    }

    /// Takes over what follows from the querier's variables. They change with
    /// queries, and are asked for with every record.
    mutating func deriveIntervals() {
        let learned = routers.learned
        groupMembershipTime = membershipInterval ?? learned.groupMembershipInterval
        robustness = learned.robustnessInUse
        olderHostPresentTime = learned.olderHostPresentInterval
    }

    mutating func record(_ kind: Change.Kind) {
        if recordsChanges || (recordsLinkChanges && kind.isOfLink) { changes.append(Change(at: now, kind: kind)) }
    }

    mutating func record(_ change: ElectionChange) {
        switch change {
        case .elected(let address): record(.querierElected(address))
        case .changed(let old, let new): record(.querierChanged(from: old, to: new))
        case .lost(let address): record(.querierLost(address))
        }
    }

    /// Tells of a router version that is not what it was.
    mutating func noteVersion() {
        let version = routerVersion
        if let lastVersion, lastVersion != version {
            versionChanges.note(from: lastVersion, at: now)
            record(.routerVersionChanged(from: lastVersion, to: version))
        }
        lastVersion = version
    }

    /// The version that hosts on the link work with now: 1, 2 or 3.
    @inline(__always)
    public var routerVersion: Int {
        versions.version(at: now, olderQuerierPresent: routers.learned.olderQuerierPresentInterval)
    }
}

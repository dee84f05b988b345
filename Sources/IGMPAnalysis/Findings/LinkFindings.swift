import IGMPTracking
import IGMPWire

/// Looks for what is wrong on one link, and keeps what it has found.
///
/// Packets are looked at one by one, the state of the link only where the tracker says
/// that something changed, or when a deadline has come: nothing is searched through.
struct LinkFindings: ~Copyable {
    var table: FindingTable
    /// What makes a packet ordinary here and now.
    var screen = PacketScreen()
    var queriers: QuerierWatch
    var groups = GroupWatch()
    /// The latest packet time.
    private(set) var now: Timestamp
    /// The last report or leave.
    var lastReportAt: Timestamp?
    /// When the link began to be watched, and its first packet; nil before that.
    let beganAt: Timestamp
    var firstHeardAt: Timestamp?
    /// Whether nobody queried while groups were in use.
    var hasLackedQuerier = false
    /// Whether the capture has lost packets.
    var hasLosses = false

    /// - Parameters:
    ///   - recordsNew: whether new findings are to be taken from ``table`` as they are made.
    ///   - time: of the link's first packet, or since when it is watched though there was none.
    ///   - end: where there was none, until when that is no finding.
    init(limit: Int, ignored: FindingCodes, recordsNew: Bool, at time: Timestamp, silentUntil end: Timestamp? = nil) {
        beganAt = time
        firstHeardAt = end == nil ? time : nil
        table = FindingTable(limit: limit, ignored: ignored, recordsNew: recordsNew)
        queriers = QuerierWatch(since: time, absenceDueAt: end)
        now = time
    }

    /// Takes note of a packet that the link's tracker has taken in. Returns whether no rule
    /// but those on versions has anything to say of it, and these have been asked.
    @inline(__always)
    mutating func passes(_ packet: borrowing IGMPPacket, routerVersion: Int?) -> Bool {
        if packet.timestamp > now { now = packet.timestamp }
        guard case .message(let kind) = packet.verdict, screen.isOrdinary(packet, kind) else { return false }
        lastReportAt = now
        checkVersion(packet, kind, routerVersion: routerVersion)
        return true
    }

    /// No finding waits for a moment before this.
    @inline(__always)
    var nextDeadline: Timestamp { queriers.nextDeadline }

    /// Takes in something that changed, after all that was due before.
    mutating func observe(_ change: Change, _ tracker: borrowing LinkTracker) {
        runDeadlines(upTo: change.at, tracker)
        switch change.kind {
        case .groupCreated(let group): noteCreated(group, tracker, at: change.at)
        case .groupExpired(let group): groups.remove(group)
        case .querierElected, .querierChanged, .querierLost: noteElection(change, tracker)
        case .memberJoined, .memberLeft, .routerVersionChanged: break
        }
    }

    private mutating func noteCreated(_ group: IPv4Address, _ tracker: borrowing LinkTracker, at time: Timestamp) {
        let sharing = groups.add(group, isForwarded: tracker.forwards(group))
        if sharing != 0 { table.note(.sharedEthernetAddress, group: group, detail: .overlap(sharing), at: time) }
        if FloodedGroupRule.isBroken(by: group) { table.note(.floodedGroup, group: group, at: time) }
    }

    /// The findings made since this was last asked, in the order of time.
    mutating func takeNew() -> [Finding] { Self.judged(table.takeNew(), hasLosses: hasLosses) }

    /// All findings.
    func all() -> [Finding] { Self.judged(table.findings, hasLosses: hasLosses) }

    private static func judged(_ findings: [Finding], hasLosses: Bool) -> [Finding] {
        guard hasLosses else { return findings }
        var findings = findings
        for place in findings.indices { findings[place].isDoubtful = findings[place].code.rule.restsOnSilence }
        return findings
    }

    /// Makes a finding about the sender of a packet.
    mutating func note(
        _ code: FindingCode, _ packet: borrowing IGMPPacket, group: IPv4Address? = nil,
        detail: FindingDetail = .none
    ) {
        table.note(code, host: packet.ip.source, group: group, mac: packet.link.source, detail: detail, at: now)
    }
}

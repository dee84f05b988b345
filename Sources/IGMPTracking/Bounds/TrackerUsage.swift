import IGMPWire

/// How much the trackers that share their limits keep together.
///
/// A packet is always taken in whole, over the limits too. When that is done, who
/// holds the trackers asks ``isExceeded`` and calls ``makeRoom(_:)``.
public final class TrackerUsage {
    public let limits: TrackerLimits
    /// Whether something is kept beyond its limit.
    ///
    /// Asked for after every packet, from elsewhere: there the property itself would be
    /// checked for exclusive access.
    @inline(never)
    public var isExceeded: Bool { hasExcess }
    private var hasExcess = false

    private(set) var groups = 0
    private(set) var hosts = 0
    private(set) var members = 0
    /// At most so many: those that ran out are taken off when room is made.
    private(set) var groupSources = 0
    /// Delays kept one by one, and groups of which delays are measured, those that are gone included.
    private var delaySamples = 0
    private var groupTimings = 0
    /// Room in the members' source lists, that which is free among them too.
    private(set) var memberSources = 0

    public init(limits: TrackerLimits) {
        self.limits = limits
    }

    /// Whether the next host is one too many.
    var isFullOfHosts: Bool { hosts >= limits.hosts }

    func addGroup() {
        groups &+= 1
        if groups > limits.groups { hasExcess = true }
    }

    func addHost() {
        hosts &+= 1
        if hosts > limits.hosts { hasExcess = true }
    }

    func addMember() {
        members &+= 1
        if members > limits.members { hasExcess = true }
    }

    func addGroupSources(_ count: Int) {
        groupSources &+= count
        if groupSources > limits.groupSources { hasExcess = true }
    }

    func addMemberSources(_ count: Int) {
        memberSources &+= count
        if memberSources > limits.memberSources { hasExcess = true }
    }

    /// Whether one more delay can be kept one by one; then it is counted.
    func admitDelaySample() -> Bool {
        guard delaySamples < limits.delaySamples else { return false }
        delaySamples &+= 1
        return true
    }

    func addGroupTiming() {
        groupTimings &+= 1
        if groupTimings > limits.groups { hasExcess = true }
    }

    /// A link that is forgotten takes with it what it kept of delays.
    func removeTimings(samples: Int, groups: Int) {
        delaySamples &-= samples
        groupTimings &-= groups
    }

    func removeGroup() { groups &-= 1 }
    func removeGroupTiming() { groupTimings &-= 1 }
    func removeHost() { hosts &-= 1 }
    func removeMember() { members &-= 1 }
    func removeMemberSources(_ count: Int) { memberSources &-= count }

    /// Lets the least recently heard go in every table that is beyond its limit.
    ///
    /// - Parameter forEachTracker: calls its argument with each tracker that shares this.
    public func makeRoom(_ forEachTracker: ((inout LinkTracker) -> Void) -> Void) {
        hasExcess = false
        // What hangs on groups and hosts goes with them.
        if groups > limits.groups {
            evict(.groups, limit: limits.groups, forEachTracker) { self.groups }
        }
        // Of groups that are there none is let go, and they are within their limit by now.
        if groupTimings > limits.groups {
            evict(.groupTimings, limit: limits.groups, forEachTracker) { self.groupTimings }
        }
        if hosts > limits.hosts {
            forEachTracker { $0.forgetAllIdleHosts() }
            evict(.hosts, limit: limits.hosts, forEachTracker) { self.hosts }
        }
        if members > limits.members {
            evict(.members, limit: limits.members, forEachTracker) { self.members }
        }
        if groupSources > limits.groupSources {
            let recount = {
                self.groupSources = 0
                forEachTracker { self.groupSources += $0.countGroupSources() }
                return self.groupSources
            }
            evict(.groupSources, limit: limits.groupSources, forEachTracker, recount)
        }
        if memberSources > limits.memberSources {
            evict(.memberSources, limit: limits.memberSources, forEachTracker) {
                var used = 0
                forEachTracker { used += $0.arena.usedCount }
                return used
            }
            forEachTracker { $0.packSources() }
        }
    }

    /// Lets go what was not heard since a moment that is chosen so that enough goes,
    /// by the times of some thousands of entries; again, until it was enough.
    private func evict(
        _ table: TrackerTable, limit: Int, _ forEachTracker: ((inout LinkTracker) -> Void) -> Void,
        _ count: () -> Int
    ) {
        let target = TrackerLimits.room(in: limit)
        var kept = count()
        while kept > target {
            var sample = TimeSample(of: kept)
            forEachTracker { $0.collectTimes(of: table, into: &sample) }
            guard let moment = sample.moment(before: kept - target) else { return }
            var excess = kept - target
            forEachTracker { tracker in
                if excess > 0 { excess -= tracker.evict(table, heardUntil: moment, atMost: excess) }
            }
            kept = count()
        }
    }
}

/// The tables that have limits for all links together.
enum TrackerTable {
    case groups, hosts, members, groupSources, memberSources, groupTimings
}

/// The times of every so-manieth entry of a table.
struct TimeSample {
    private let stride: Int
    private var passed = 0
    private var times: [Int64] = []
    private let count: Int

    /// A sample of `count` entries.
    init(of count: Int) {
        self.count = count
        stride = max(1, count / 4096)
    }

    @inline(__always)
    mutating func offer(_ time: Timestamp) {
        passed &+= 1
        if passed % stride == 0 { times.append(time.nanoseconds) }
    }

    /// About when the first `number` of all entries had been heard; nil for none at all.
    func moment(before number: Int) -> Timestamp? {
        guard !times.isEmpty else { return nil }
        let place = min(times.count - 1, times.count * number / max(count, 1))
        return Timestamp(nanoseconds: times.sorted()[place])
    }
}

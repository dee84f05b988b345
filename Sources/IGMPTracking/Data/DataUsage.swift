import IGMPWire

/// How much is kept of the traffic of all links together.
///
/// A packet is always taken in whole, over the limits too. When that is done, who
/// holds the links asks ``isExceeded`` and calls ``makeRoom(_:)``.
public final class DataUsage {
    /// Groups, and pairs of a group and a source.
    private let groupLimit: Int
    private let sourceLimit: Int
    private var groups = 0
    private var sources = 0
    /// Whether something is kept beyond its limit.
    public private(set) var isExceeded = false
    /// What was let go for want of room.
    public internal(set) var evictedGroups: UInt64 = 0
    /// Those of groups that were let go among them.
    public internal(set) var evictedSources: UInt64 = 0

    public init(limits: TrackerLimits) {
        groupLimit = limits.dataGroups
        sourceLimit = limits.dataSources
    }

    func addGroup() {
        groups &+= 1
        if groups > groupLimit { isExceeded = true }
    }

    func addSource() {
        sources &+= 1
        if sources > sourceLimit { isExceeded = true }
    }

    func removeGroup() { groups &-= 1 }
    func removeSource() { sources &-= 1 }

    /// Lets the least recently heard go in every table that is beyond its limit.
    ///
    /// - Parameter forEachLink: calls its argument with the traffic of each link that shares this.
    public func makeRoom(_ forEachLink: ((inout DataTraffic) -> Void) -> Void) {
        isExceeded = false
        while groups > groupLimit {
            let excess = groups - TrackerLimits.room(in: groupLimit)
            var sample = TimeSample(of: groups)
            forEachLink { $0.collectGroupTimes(into: &sample) }
            guard let moment = sample.moment(before: excess) else { return }
            var left = excess
            forEachLink { if left > 0 { left -= $0.evictGroups(heardUntil: moment, atMost: left) } }
        }
        while sources > sourceLimit {
            let excess = sources - TrackerLimits.room(in: sourceLimit)
            var sample = TimeSample(of: sources)
            forEachLink { $0.collectSourceTimes(into: &sample) }
            guard let moment = sample.moment(before: excess) else { return }
            var left = excess
            forEachLink { if left > 0 { left -= $0.evictSources(heardUntil: moment, atMost: left) } }
        }
    }
}

/// Letting go what was heard longest ago, between packets.
extension DataTraffic {
    func collectGroupTimes(into sample: inout TimeSample) {
        for place in groups.indices where groups[place].isKept { sample.offer(groups[place].lastHeardAt) }
    }

    func collectSourceTimes(into sample: inout TimeSample) {
        for place in sources.indices where sources[place].isKept { sample.offer(sources[place].lastAt) }
    }

    /// Lets go at most `count` groups that were last heard at `moment` or before, and
    /// their sources. Returns how many went.
    mutating func evictGroups(heardUntil moment: Timestamp, atMost count: Int) -> Int {
        var evicted = 0
        for place in groups.indices where groups[place].isKept && groups[place].lastHeardAt <= moment {
            guard evicted < count else { break }
            evicted += 1
            groups[place].isKept = false
        }
        guard evicted > 0 else { return 0 }
        for place in sources.indices where sources[place].isKept && !groups[Int(sources[place].group)].isKept {
            removeSource(place)
            usage.evictedSources &+= 1
        }
        for place in groups.indices
        where !groups[place].isKept && groupIndex[groups[place].address.rawValue] == UInt32(place) {
            removeGroup(place)
        }
        usage.evictedGroups &+= UInt64(evicted)
        return evicted
    }

    mutating func evictSources(heardUntil moment: Timestamp, atMost count: Int) -> Int {
        var evicted = 0
        for place in sources.indices where sources[place].isKept && sources[place].lastAt <= moment {
            guard evicted < count else { break }
            evicted += 1
            removeSource(place)
        }
        usage.evictedSources &+= UInt64(evicted)
        return evicted
    }

    /// Lets everything go, since the link itself is forgotten; nothing more is to be observed.
    public mutating func evictAll() {
        delays.removeTimings(samples: toFirstPacket.sharedCount + toLastPacket.sharedCount, groups: 0)
        _ = evictGroups(heardUntil: Timestamp(nanoseconds: .max), atMost: .max)
    }
}

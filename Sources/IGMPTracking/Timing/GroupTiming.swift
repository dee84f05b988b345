import IGMPWire

/// What is measured of one group, whether it is there or has gone and may come back.
struct GroupTiming {
    let address: IPv4Address
    var answers = AnswerCounts()
    var leaves = GroupLeaves()
    /// When the group went; `.max` while it is there.
    fileprivate(set) var goneAt = Timestamp(nanoseconds: .max)

    /// Whether this place is taken: there is no group 0.0.0.0.
    var isKept: Bool { address != .unspecified }
}

/// What is measured of every group that is there, and of those that went last.
struct GroupTimings: ~Copyable {
    private var index: AddressTable
    private var timings = Slab<GroupTiming>()
    private var free = Slab<UInt32>()
    private let usage: TrackerUsage
    /// Groups of which it was let go, being gone themselves.
    private(set) var overflow: UInt64 = 0

    /// - Parameter usage: of what all links keep.
    init(seed: UInt64, sharing usage: TrackerUsage) {
        self.usage = usage
        index = AddressTable(seed: seed)
    }

    var indices: Range<Int> { timings.indices }
    /// How many groups are told apart.
    var count: Int { index.count }

    subscript(place: Int) -> GroupTiming {
        _read { yield timings[place] }
        _modify { yield &timings[place] }
    }

    /// Asks for the memory of what will be measured.
    @inline(__always)
    func prefetch(_ place: UInt32) { timings.prefetch(Int(place)) }

    /// The place of a group that is there.
    mutating func place(of address: IPv4Address) -> UInt32 {
        if let known = index[address.rawValue] {
            timings[Int(known)].goneAt = Timestamp(nanoseconds: .max)
            return known
        }
        let place = free.popLast() ?? UInt32(timings.count)
        let timing = GroupTiming(address: address)
        if Int(place) == timings.count { timings.append(timing) } else { timings[Int(place)] = timing }
        index.insert(address.rawValue, index: place)
        usage.addGroupTiming()
        return place
    }

    /// The group of a place has gone: it may come back, or be let go here too.
    mutating func noteGone(_ place: UInt32, at now: Timestamp) { timings[Int(place)].goneAt = now }

    /// Offers the time at which each group went that is gone.
    func collectTimes(into sample: inout TimeSample) {
        for place in timings.indices where timings[place].isKept && timings[place].goneAt.nanoseconds != .max {
            sample.offer(timings[place].goneAt)
        }
    }

    /// Lets go what is measured of groups that went at `moment` or before. Returns of how many.
    mutating func evict(goneUntil moment: Timestamp, atMost count: Int) -> Int {
        var evicted = 0
        for place in timings.indices where timings[place].isKept && timings[place].goneAt <= moment {
            guard evicted < count else { break }
            evicted += 1
            index.remove(timings[place].address.rawValue)
            timings[place] = GroupTiming(address: .unspecified)
            free.append(UInt32(place))
            usage.removeGroupTiming()
        }
        overflow &+= UInt64(evicted)
        return evicted
    }
}

import IGMPWire

/// What is measured of one group, whether it is there or has gone and may come back.
struct GroupTiming {
    let address: IPv4Address
    var answers = AnswerCounts()
    var leaves = GroupLeaves()
}

/// What is measured of every group that was seen.
struct GroupTimings: ~Copyable {
    private var index: AddressTable
    private var timings = Slab<GroupTiming>()
    private let capacity: Int
    private let usage: TrackerUsage?
    /// How often a group found no room.
    private(set) var overflow: UInt64 = 0

    /// - Parameters:
    ///   - capacity: how many groups are told apart.
    ///   - usage: of what all links keep.
    init(capacity: Int, seed: UInt64, sharing usage: TrackerUsage? = nil) {
        self.capacity = capacity
        self.usage = usage
        index = AddressTable(seed: seed)
        timings.append(GroupTiming(address: .unspecified))
    }

    /// Those of groups that found no room are together at place 0.
    var indices: Range<Int> { 1..<timings.count }

    subscript(place: Int) -> GroupTiming {
        _read { yield timings[place] }
        _modify { yield &timings[place] }
    }

    /// Asks for the memory of what will be measured.
    @inline(__always)
    func prefetch(_ place: UInt32) { timings.prefetch(Int(place)) }

    /// The place of a group, a new one where there is room.
    mutating func place(of address: IPv4Address) -> UInt32 {
        if let known = index[address.rawValue] { return known }
        guard index.count < capacity, usage?.admitGroupTiming() ?? true else {
            overflow += 1
            return 0
        }
        let place = UInt32(timings.count)
        timings.append(GroupTiming(address: address))
        index.insert(address.rawValue, index: place)
        return place
    }
}

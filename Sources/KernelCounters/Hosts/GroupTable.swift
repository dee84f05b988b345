import IGMPWire

/// The groups that one host is in, by address, and what its kernel holds of each.
///
/// Bounded, since anyone can send reports in a host's name: the group that was
/// reported longest ago makes room for a new one.
struct GroupTable<Value: Sendable>: Sendable {
    struct Entry: Sendable {
        let group: IPv4Address
        var value: Value
        /// Which of all reports was the last of this group; ``neverMakesRoom`` for one
        /// that is known without any.
        fileprivate var lastReport: UInt64
    }

    private(set) var entries: [Entry] = []
    /// Groups that had to make room, or found none.
    private(set) var overflow: UInt64 = 0
    /// Sources of groups that found no room.
    var sourceOverflow: UInt64 = 0
    let limits: HostLimits
    private var reportCount: UInt64 = 0
    private static var neverMakesRoom: UInt64 { .max }

    init(limits: HostLimits) {
        self.limits = limits
    }

    /// The place of `group` in ``entries``; nil if the host is not in it.
    func index(of group: IPv4Address) -> Int? {
        let place = place(of: group)
        return place < entries.count && entries[place].group == group ? place : nil
    }

    func contains(_ group: IPv4Address) -> Bool { index(of: group) != nil }

    subscript(index: Int) -> Value {
        get { entries[index].value }
        set { entries[index].value = newValue }
    }

    /// Adds a group that the host has reported; one that is there already stays as it is.
    mutating func insert(_ group: IPv4Address, _ value: Value) {
        reportCount += 1
        insert(Entry(group: group, value: value, lastReport: reportCount))
    }

    /// Adds a group that the host is in, whatever packets show.
    mutating func insert(known group: IPv4Address, _ value: Value) {
        insert(Entry(group: group, value: value, lastReport: Self.neverMakesRoom))
    }

    /// Notes that the group at a place was reported again.
    mutating func noteReport(at index: Int) {
        reportCount += 1
        if entries[index].lastReport != Self.neverMakesRoom { entries[index].lastReport = reportCount }
    }

    mutating func remove(_ group: IPv4Address) {
        if let index = index(of: group) { entries.remove(at: index) }
    }

    private mutating func insert(_ entry: Entry) {
        if let index = index(of: entry.group) { return noteReport(at: index) }
        if entries.count >= limits.groups, !makeRoom() { return }
        entries.insert(entry, at: place(of: entry.group))
    }

    /// Takes as long as an insertion: a full table is no slower than one that grows.
    private mutating func makeRoom() -> Bool {
        overflow += 1
        guard let oldest = entries.indices.min(by: { entries[$0].lastReport < entries[$1].lastReport }),
            entries[oldest].lastReport != Self.neverMakesRoom
        else { return false }
        entries.remove(at: oldest)
        return true
    }

    /// Where `group` is, or would have to be.
    private func place(of group: IPv4Address) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].group < group { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

import IGMPWire

/// The groups that one host is in, by address, and what its kernel holds of each.
///
/// Bounded, since anyone can send reports in a host's name.
struct GroupTable<Value: Sendable>: Sendable {
    /// How many groups are kept.
    static var capacity: Int { 16_384 }

    private(set) var entries: [(group: IPv4Address, value: Value)] = []
    /// Joins of groups that there was no room for.
    private(set) var overflow: UInt64 = 0

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

    /// Adds a group; one that is there already stays as it is.
    mutating func insert(_ group: IPv4Address, _ value: Value) {
        let place = place(of: group)
        guard place == entries.count || entries[place].group != group else { return }
        guard entries.count < Self.capacity else {
            overflow += 1
            return
        }
        entries.insert((group, value), at: place)
    }

    mutating func remove(_ group: IPv4Address) {
        if let index = index(of: group) { entries.remove(at: index) }
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

/// A hash table from 64-bit keys to 32-bit indices: open addressing, linear
/// probing, at most three quarters full, 16 bytes an entry.
///
/// Keys come from packets, so the hash is seeded anew for every run: what probes
/// a key takes cannot be chosen from outside.
package struct IndexTable: ~Copyable {
    struct Entry {
        var key: UInt64
        var index: UInt32
        var isUsed: Bool
    }

    private var entries: Slab<Entry>
    private var mask: UInt64
    private let seed: UInt64
    private(set) var count = 0

    /// - Parameter seed: mixed into every hash.
    package init(seed: UInt64, minimumCapacity: Int = 64) {
        var capacity = 16
        while capacity < minimumCapacity { capacity *= 2 }
        entries = Self.emptyEntries(capacity)
        mask = UInt64(capacity - 1)
        self.seed = seed
    }

    /// The index kept for `key`; nil when there is none.
    @inline(__always)
    package subscript(key: UInt64) -> UInt32? {
        var place = slot(of: key)
        while entries[place].isUsed {
            if entries[place].key == key { return entries[place].index }
            place = (place &+ 1) & Int(truncatingIfNeeded: mask)
        }
        return nil
    }

    /// Asks for the memory that a look at `key` will need.
    @inline(__always)
    func prefetch(_ key: UInt64) {
        entries.prefetch(slot(of: key))
    }

    /// Keeps `index` for `key`, which must not be there yet.
    package mutating func insert(_ key: UInt64, index: UInt32) {
        if count &* 4 >= entries.count &* 3 { grow() }
        count += 1
        place(Entry(key: key, index: index, isUsed: true))
    }

    /// Forgets `key`, and closes the gap so that no probe ends early.
    package mutating func remove(_ key: UInt64) {
        var gap = slot(of: key)
        while entries[gap].isUsed, entries[gap].key != key { gap = next(gap) }
        guard entries[gap].isUsed else { return }
        count -= 1
        entries[gap].isUsed = false
        var candidate = next(gap)
        while entries[candidate].isUsed {
            let home = slot(of: entries[candidate].key)
            // It may move into the gap unless its home lies behind the gap.
            let distanceToGap = (gap &- home) & Int(truncatingIfNeeded: mask)
            let distanceToHere = (candidate &- home) & Int(truncatingIfNeeded: mask)
            if distanceToGap <= distanceToHere {
                entries[gap] = entries[candidate]
                entries[candidate].isUsed = false
                gap = candidate
            }
            candidate = next(candidate)
        }
    }

    @inline(__always)
    private func next(_ place: Int) -> Int { (place &+ 1) & Int(truncatingIfNeeded: mask) }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let product = (key ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: (product.high ^ product.low) & mask)
    }

    private mutating func place(_ entry: Entry) {
        var place = slot(of: entry.key)
        while entries[place].isUsed { place = next(place) }
        entries[place] = entry
    }

    private mutating func grow() {
        var old = Self.emptyEntries(2 * entries.count)
        swap(&entries, &old)
        mask = UInt64(entries.count - 1)
        for index in old.indices where old[index].isUsed { place(old[index]) }
    }

    private static func emptyEntries(_ count: Int) -> Slab<Entry> {
        var entries = Slab<Entry>(minimumCapacity: count)
        for _ in 0..<count { entries.append(Entry(key: 0, index: 0, isUsed: false)) }
        return entries
    }
}

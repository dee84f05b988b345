/// A hash table from numbers to 32-bit indices: open addressing, linear probing, at
/// most three quarters full, with 64-bit keys 16 bytes an entry, with 32-bit keys 8.
///
/// Keys come from packets, so the hash is seeded anew for every run: what probes
/// a key takes cannot be chosen from outside.
struct IndexTable<Key: UnsignedInteger & FixedWidthInteger>: ~Copyable {
    struct Entry {
        var key: Key
        /// The largest number where there is none.
        var index: UInt32

        @inline(__always)
        var isUsed: Bool { index != .max }

        static var none: Entry { Entry(key: 0, index: .max) }
    }

    private var entries: Slab<Entry>
    private var mask: UInt64
    private let seed: UInt64
    private(set) var count = 0

    /// - Parameter seed: mixed into every hash.
    init(seed: UInt64, minimumCapacity: Int = 64) {
        var capacity = 16
        while capacity < minimumCapacity { capacity *= 2 }
        entries = Self.emptyEntries(capacity)
        mask = UInt64(capacity - 1)
        self.seed = seed
    }

    /// The index kept for `key`; nil when there is none.
    @inline(__always)
    subscript(key: Key) -> UInt32? {
        var place = slot(of: key)
        while entries[place].isUsed {
            if entries[place].key == key { return entries[place].index }
            place = (place &+ 1) & Int(truncatingIfNeeded: mask)
        }
        return nil
    }

    /// Where a search for `key` begins.
    @inline(__always)
    func home(of key: Key) -> Int { slot(of: key) }

    /// The index of the next entry of `key`, which may have several, from `place` on, which moves behind it;
    /// nil when there is none.
    @inline(__always)
    func next(of key: Key, from place: inout Int) -> UInt32? {
        while entries[place].isUsed {
            let entry = entries[place]
            place = next(place)
            if entry.key == key { return entry.index }
        }
        return nil
    }

    /// Asks for the memory that a look at `key` will need. Returns its place.
    @inline(__always) @discardableResult
    func prefetch(_ key: Key) -> Int {
        let place = slot(of: key)
        // Many a key stands some places on, in the next line.
        entries.prefetch(place, length: 65)
        return place
    }

    /// The index most likely kept for a key that ``prefetch(_:)`` gave this place; nil where there is none.
    @inline(__always)
    func likelyIndex(at place: Int) -> UInt32? {
        place < entries.count && entries[place].isUsed ? entries[place].index : nil
    }

    /// Keeps `index`, which is not the largest number, for `key`. It must not be there yet, unless it is
    /// to have several.
    mutating func insert(_ key: Key, index: UInt32) {
        precondition(index != .max)
        if count &* 4 >= entries.count &* 3 { grow() }
        count += 1
        place(Entry(key: key, index: index))
    }

    /// Forgets `key`, and closes the gap so that no probe ends early.
    mutating func remove(_ key: Key) {
        var place = slot(of: key)
        while entries[place].isUsed, entries[place].key != key { place = next(place) }
        remove(at: place)
    }

    /// The same of a key that may have several entries, for the one of `index`.
    mutating func remove(_ key: Key, index: UInt32) {
        var place = slot(of: key)
        while entries[place].isUsed, entries[place].key != key || entries[place].index != index { place = next(place) }
        remove(at: place)
    }

    private mutating func remove(at place: Int) {
        var gap = place
        guard entries[gap].isUsed else { return }
        count -= 1
        entries[gap] = .none
        var candidate = next(gap)
        while entries[candidate].isUsed {
            let home = slot(of: entries[candidate].key)
            // It may move into the gap unless its home lies behind the gap.
            let distanceToGap = (gap &- home) & Int(truncatingIfNeeded: mask)
            let distanceToHere = (candidate &- home) & Int(truncatingIfNeeded: mask)
            if distanceToGap <= distanceToHere {
                entries[gap] = entries[candidate]
                entries[candidate] = .none
                gap = candidate
            }
            candidate = next(candidate)
        }
    }

    @inline(__always)
    private func next(_ place: Int) -> Int { (place &+ 1) & Int(truncatingIfNeeded: mask) }

    @inline(__always)
    private func slot(of key: Key) -> Int {
        let product = (UInt64(truncatingIfNeeded: key) ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
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
        for _ in 0..<count { entries.append(.none) }
        return entries
    }
}

/// The source lists of version 3 members: runs of addresses in one array, each
/// with room for a power of two of them, freed runs kept for the next of their size.
struct SourceArena: ~Copyable {
    /// Where a list lies. An empty list takes no room.
    struct List {
        fileprivate var offset: UInt32 = 0
        fileprivate(set) var count: UInt16 = 0
    }

    /// The most addresses that are kept in all, room left in runs included.
    let capacity: Int

    /// The longest list that is kept, in sources.
    static let limit = 4096

    private var storage = Slab<UInt32>()
    /// Offsets of free runs of 2^index addresses.
    private var free: [[UInt32]] = Array(repeating: [], count: 13)

    init(capacity: Int) {
        self.capacity = min(capacity, Int(UInt32.max))
    }

    subscript(list: List, index: Int) -> UInt32 {
        storage[Int(list.offset) + index]
    }

    /// Asks for the memory of a list that will be changed.
    @inline(__always)
    func prefetch(_ list: List) {
        storage.prefetch(Int(list.offset))
    }

    /// Makes `list` hold `addresses`; what is beyond ``limit`` is left out, and all
    /// of them when no run is free and the capacity is reached.
    /// Returns how many were left out.
    mutating func assign(_ addresses: borrowing Slab<UInt32>, to list: inout List) -> Int {
        let count = min(addresses.count, Self.limit)
        if Self.sizeClass(count) != Self.sizeClass(Int(list.count)) || (count == 0) != (list.count == 0) {
            release(&list)
            if count > 0 {
                guard let offset = allocate(Self.sizeClass(count)) else { return addresses.count }
                list.offset = offset
            }
        }
        list.count = UInt16(count)
        for index in 0..<count { storage[Int(list.offset) + index] = addresses[index] }
        return addresses.count - count
    }

    /// Empties `list` and gives its run back.
    mutating func release(_ list: inout List) {
        guard list.count > 0 else { return }
        free[Self.sizeClass(Int(list.count))].append(list.offset)
        list.count = 0
    }

    /// The exponent of the power of two that holds `count` addresses.
    private static func sizeClass(_ count: Int) -> Int {
        count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
    }

    private mutating func allocate(_ sizeClass: Int) -> UInt32? {
        if let offset = free[sizeClass].popLast() { return offset }
        guard storage.count + (1 << sizeClass) <= capacity else { return nil }
        let offset = UInt32(storage.count)
        for _ in 0..<(1 << sizeClass) { storage.append(0) }
        return offset
    }
}

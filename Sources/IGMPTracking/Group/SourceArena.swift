/// The source lists of version 3 members: runs of addresses in one array, each
/// with room for a power of two of them, freed runs kept for the next of their size.
struct SourceArena: ~Copyable {
    /// Where a list lies. An empty list takes no room.
    struct List {
        fileprivate var offset: UInt32 = 0
        fileprivate(set) var count: UInt16 = 0
    }

    /// The longest list that is kept, in sources.
    private let listLimit: Int
    private var storage = Slab<UInt32>()
    /// The offset of a free run of 2^index addresses, whose first address is the offset of the next.
    private var free = InlineArray<17, UInt32>(repeating: Self.none)
    private static var none: UInt32 { .max }
    /// How many addresses the free runs have room for.
    private var freeCount = 0

    init(listLimit: Int) {
        self.listLimit = min(listLimit, Int(UInt16.max))
    }

    /// How many addresses there is room for in all, and in runs that are not free.
    var count: Int { storage.count }
    var usedCount: Int { storage.count - freeCount }

    subscript(list: List, index: Int) -> UInt32 {
        storage[Int(list.offset) + index]
    }

    /// Asks for the memory of a list that will be changed.
    @inline(__always)
    func prefetch(_ list: List) {
        storage.prefetch(Int(list.offset))
    }

    /// Makes `list` hold `addresses`; what is beyond the limit of a list is left out.
    /// Returns how many were left out.
    @inline(__always)
    mutating func assign(_ addresses: borrowing Slab<UInt32>, to list: inout List) -> Int {
        addresses.isEmpty && list.count == 0 ? 0 : replace(&list, by: addresses)
    }

    private mutating func replace(_ list: inout List, by addresses: borrowing Slab<UInt32>) -> Int {
        let count = min(addresses.count, listLimit)
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
    @inline(__always)
    mutating func release(_ list: inout List) {
        if list.count > 0 { giveBack(&list) }
    }

    private mutating func giveBack(_ list: inout List) {
        let sizeClass = Self.sizeClass(Int(list.count))
        storage[Int(list.offset)] = free[sizeClass]
        free[sizeClass] = list.offset
        freeCount += 1 << sizeClass
        list.count = 0
    }

    /// Copies a list out of `other`, and makes `list` the copy.
    mutating func take(_ list: inout List, from other: borrowing SourceArena) {
        guard let offset = allocate(Self.sizeClass(Int(list.count))) else {
            list.count = 0
            return
        }
        for index in 0..<Int(list.count) { storage[Int(offset) + index] = other[list, index] }
        list.offset = offset
    }

    /// The exponent of the power of two that holds `count` addresses.
    private static func sizeClass(_ count: Int) -> Int {
        count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
    }

    private mutating func allocate(_ sizeClass: Int) -> UInt32? {
        let first = free[sizeClass]
        if first != Self.none {
            free[sizeClass] = storage[Int(first)]
            freeCount -= 1 << sizeClass
            return first
        }
        // Offsets have 32 bits.
        guard storage.count + (1 << sizeClass) <= Int(UInt32.max) else { return nil }
        let offset = UInt32(storage.count)
        for _ in 0..<(1 << sizeClass) { storage.append(0) }
        return offset
    }
}

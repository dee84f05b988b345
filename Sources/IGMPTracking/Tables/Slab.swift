import CIntrinsics

/// Records by index in memory of its own: an array without the price of sharing.
///
/// An array may be shared, so every write asks whether it is, and reading a large
/// record may copy it. A slab cannot be copied, and lends its records in place.
/// Indices are checked.
// `start` is allocated for `capacity` records, the first `count` are initialized,
// and no pointer into it leaves this file but for the length of one access.
@safe
struct Slab<Element: ~Copyable>: ~Copyable {
    private var start: UnsafeMutablePointer<Element>
    /// How many records there is room for.
    private(set) var capacity: Int
    private(set) var count = 0

    init(minimumCapacity: Int = 4) {
        capacity = minimumCapacity
        unsafe start = Self.allocate(minimumCapacity)
    }

    deinit {
        unsafe start.deinitialize(count: count)
        unsafe start.deallocate()
    }

    var indices: Range<Int> { 0..<count }
    var isEmpty: Bool { count == 0 }

    @inline(__always)
    subscript(index: Int) -> Element {
        unsafeAddress {
            check(index)
            return unsafe UnsafePointer(start + index)
        }
        unsafeMutableAddress {
            check(index)
            return unsafe start + index
        }
    }

    /// One comparison: a negative index is a large number.
    @inline(__always)
    private func check(_ index: Int) { precondition(UInt(bitPattern: index) < UInt(bitPattern: count)) }

    /// Asks for the memory of a record that will be used soon: for as many lines of the cache as `length`
    /// bytes of it take.
    @inline(__always)
    func prefetch(_ index: Int, length: Int = 64) {
        guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return }
        let record = unsafe UnsafeRawPointer(start + index)
        var offset = 0
        while offset < length {
            // Only a hint, which may be of any address.
            unsafe igmpscope_prefetch(record + offset)
            offset &+= 64
        }
    }

    /// Asks for the memory of the next record.
    @inline(__always)
    func prefetchEnd() {
        // Only a hint, which may be of any address.
        unsafe igmpscope_prefetch(start + count)
    }

    @inline(__always)
    mutating func append(_ element: consuming Element) {
        if count == capacity { grow() }
        unsafe (start + count).initialize(to: element)
        count &+= 1
    }

    /// Takes out the last record; nil when there is none.
    mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count -= 1
        return unsafe (start + count).move()
    }

    /// Makes room at `index` for `element`, and moves what follows it.
    mutating func insert(_ element: consuming Element, at index: Int) {
        precondition(index >= 0 && index <= count)
        if count == capacity { grow() }
        unsafe (start + index + 1).moveInitialize(from: start + index, count: count - index)
        unsafe (start + index).initialize(to: element)
        count += 1
    }

    /// Forgets all records from `newCount` on, and keeps the room.
    @inline(__always)
    mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count)
        unsafe (start + newCount).deinitialize(count: count &- newCount)
        count = newCount
    }

    /// Forgets all records, and keeps the room.
    @inline(__always)
    mutating func removeAll() {
        truncate(to: 0)
    }

    /// Gives back room for which there is no use in sight.
    mutating func giveBackRoom() {
        // Far less is used than what it was given when it last grew.
        let excess = capacity * MemoryLayout<Element>.stride < Self.hugePage ? 4 : 32
        if capacity > 32, capacity / excess > count { move(toCapacity: Swift.max(2 * count, 4)) }
    }

    @inline(never)
    private mutating func grow() {
        move(toCapacity: Self.capacity(after: capacity))
    }

    /// How much room there is to be where `capacity` is not enough.
    ///
    /// A large slab is given far more than it needs: memory that nothing was written to takes none, but
    /// while a slab moves all that it holds is there twice, and packets wait.
    private static func capacity(after capacity: Int) -> Int {
        let size = capacity * MemoryLayout<Element>.stride
        guard size >= hugePage else { return Swift.max(2 * capacity, 4) }
        return capacity + Swift.min(7 * size, largestStep) / MemoryLayout<Element>.stride
    }

    /// What a system without so much memory may still promise.
    private static var largestStep: Int { 256 << 20 }

    private mutating func move(toCapacity newCapacity: Int) {
        let moved = unsafe Self.allocate(newCapacity)
        // There is room for all of them: callers ask for no less than the count.
        unsafe moved.moveInitialize(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = newCapacity
    }

    /// Memory for `capacity` records. In a large slab a record of 64 bytes fills one line of the cache
    /// instead of parts of two, and addresses are found in few steps.
    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        let size = capacity * MemoryLayout<Element>.stride
        guard size >= 4096 else { return .allocate(capacity: capacity) }
        let alignment = size >= hugePage ? hugePage : 64
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: alignment)
        if size >= hugePage { unsafe igmpscope_prefer_huge_pages(memory, size) }
        return unsafe memory.bindMemory(to: Element.self, capacity: capacity)
    }

    private static var hugePage: Int { 2 << 20 }
}

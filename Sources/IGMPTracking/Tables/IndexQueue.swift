/// Indices in the order in which they were added.
struct IndexQueue: ~Copyable {
    private var storage = Slab<UInt32>()
    private var head = 0

    var count: Int { storage.count - head }

    mutating func append(_ index: UInt32) {
        storage.append(index)
    }

    /// The index that was added first; nil when there is none.
    var first: UInt32? { head < storage.count ? storage[head] : nil }

    /// Takes out the index that was added first; nil when there is none.
    @inline(__always)
    mutating func popFirst() -> UInt32? {
        guard head < storage.count else { return nil }
        let index = storage[head]
        head += 1
        if head == storage.count || head > 1024 && head * 2 > storage.count { closeGap() }
        return index
    }

    /// Moves what is left to the front, after as many were taken out.
    private mutating func closeGap() {
        let left = storage.count - head
        for index in 0..<left { storage[index] = storage[head + index] }
        storage.truncate(to: left)
        head = 0
    }
}

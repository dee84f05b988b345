/// Elements in the order in which they were added.
struct Queue<Element>: ~Copyable {
    private var storage = Slab<Element>()
    private var head = 0

    var count: Int { storage.count - head }

    mutating func append(_ element: Element) {
        storage.append(element)
    }

    /// The element that was added first; nil when there is none.
    var first: Element? { head < storage.count ? storage[head] : nil }

    /// Takes out the element that was added first; nil when there is none.
    @inline(__always)
    mutating func popFirst() -> Element? {
        guard head < storage.count else { return nil }
        let element = storage[head]
        head += 1
        if head == storage.count || head > 1024 && head * 2 > storage.count { closeGap() }
        return element
    }

    /// Moves what is left to the front, after as many were taken out.
    private mutating func closeGap() {
        let left = storage.count - head
        for index in 0..<left { storage[index] = storage[head + index] }
        storage.truncate(to: left)
        head = 0
    }
}

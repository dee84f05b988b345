import IGMPWire

/// Deadlines of records known by index, the earliest first: a binary heap.
///
/// A record that is refreshed again and again keeps its one entry: when that
/// comes due, its owner looks at the true deadline and arms it anew. So a refresh
/// costs nothing here.
struct TimerQueue {
    struct Timer {
        var deadline: Timestamp
        var index: UInt32
    }

    private var heap: [Timer] = []

    /// The earliest deadline; nil when nothing is armed.
    var first: Timer? { heap.first }

    mutating func arm(_ index: UInt32, at deadline: Timestamp) {
        heap.append(Timer(deadline: deadline, index: index))
        var place = heap.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard heap[place].deadline < heap[parent].deadline else { return }
            heap.swapAt(place, parent)
            place = parent
        }
    }

    /// How many timers are armed, those of no meaning any more included.
    var count: Int { heap.count }

    mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

    /// Takes out the earliest timer.
    mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        var place = 0
        while true {
            var least = place
            for child in (2 * place + 1)...(2 * place + 2)
            where child < heap.count && heap[child].deadline < heap[least].deadline { least = child }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}

/// How much output may wait for a reader that is slower than the packets, and what
/// had to be left out beyond that.
///
/// Lines are left out whole, and then until half of the room is free again.
struct OutputBacklog {
    /// In bytes; one line may go beyond.
    private let limit: Int
    private var isFull = false
    /// How many lines have been left out.
    private(set) var lost: UInt64 = 0
    /// Those of them that the reader has not been told of.
    private var untold: UInt64 = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether there is room for a line, of which so many bytes are waiting; counts it if not.
    mutating func admits(waiting: Int) -> Bool {
        isFull = waiting >= (isFull ? limit / 2 : limit)
        guard isFull else { return true }
        lost &+= 1
        untold &+= 1
        return false
    }

    /// How many lines were left out since the last time, for telling the reader.
    mutating func takeUntold() -> UInt64 {
        defer { untold = 0 }
        return untold
    }
}

/// Lines that wait for their command, the oldest first.
struct EventLines {
    private var bytes: [UInt8] = []
    /// Where the first line begins.
    private var head = 0
    /// Up to where no line ends that was not found yet.
    private var searched = 0
    /// Where the lines that are whole end.
    private var ends: [Int] = []
    private var firstEnd = 0
    /// How many bytes of whole lines may wait.
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// How many whole lines there are.
    var count: Int { ends.count - firstEnd }

    /// Whether more may be added: a line that is not whole yet always may.
    var hasRoom: Bool { count == 0 || bytes.count - head < limit }

    mutating func append(_ more: some Collection<UInt8>) {
        bytes += more
        while searched < bytes.count {
            if bytes[searched] == UInt8(ascii: "\n") { ends.append(searched + 1) }
            searched += 1
        }
    }

    /// Takes the first line, its newline included; nil where none is whole.
    mutating func popFirst() -> [UInt8]? {
        guard count > 0 else { return nil }
        let line = Array(bytes[head..<ends[firstEnd]])
        head = ends[firstEnd]
        firstEnd += 1
        if head * 2 > bytes.count { closeGap() }
        return line
    }

    private mutating func closeGap() {
        bytes.removeFirst(head)
        ends.removeFirst(firstEnd)
        for place in ends.indices { ends[place] -= head }
        searched -= head
        head = 0
        firstEnd = 0
    }
}

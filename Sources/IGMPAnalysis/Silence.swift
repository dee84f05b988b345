import IGMPWire

/// The interfaces that are watched and have carried nothing.
///
/// Bounded: where there are more of them nothing is told of the rest.
struct Silence {
    struct Watch {
        let interface: Int
        let since: Timestamp
        /// When there is something to tell.
        let dueAt: Timestamp
        /// The interface's link, once there is.
        var link: Link?
    }

    static let limit = 256

    private(set) var watches: [Watch] = []
    /// No silence is to be told before this.
    private(set) var nextDeadline = Timestamp(nanoseconds: .max)
    /// How far time has gone on, and up to when nothing escaped notice.
    private(set) var now = Timestamp(nanoseconds: .min)
    var endsAt = Timestamp(nanoseconds: .max)

    var isFull: Bool { watches.count >= Self.limit }

    func watch(ofInterface number: Int) -> Watch? { watches.first { $0.interface == number } }

    /// Whether the link is one that has carried nothing.
    func isOf(_ link: Link) -> Bool { watches.contains { $0.link === link } }

    /// - Parameter earliest: nothing is told before it, which is the past.
    mutating func begin(_ interface: Int, at time: Timestamp, noticedAt earliest: Timestamp) {
        guard !isFull else { return }
        let dueAt = max(time.advanced(by: NoQuerierRule.patience), earliest)
        watches.append(Watch(interface: interface, since: time, dueAt: dueAt))
        updateDeadline()
    }

    mutating func end(ofInterface number: Int) {
        watches.removeAll { $0.interface == number }
        updateDeadline()
    }

    /// Lets time go on. Returns the interfaces that have been silent for long enough by then.
    mutating func advance(to time: Timestamp) -> [Int] {
        now = max(now, min(time, endsAt))
        guard nextDeadline <= now else { return [] }
        return watches.filter { $0.link == nil && $0.dueAt <= now }.map(\.interface)
    }

    /// Its link is made.
    mutating func set(_ link: Link, ofInterface number: Int) {
        for place in watches.indices where watches[place].interface == number { watches[place].link = link }
        updateDeadline()
    }

    private mutating func updateDeadline() {
        nextDeadline = watches.reduce(Timestamp(nanoseconds: .max)) { $1.link == nil ? min($0, $1.dueAt) : $0 }
    }
}

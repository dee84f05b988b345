/// The clock that stamps frames, and the time that runs on where it is set back.
///
/// Nobody says that it was set. But a clock that stays more than a minute behind what it has shown was: frames
/// of several interfaces are not so far out of order, and a damaged time is one frame's alone. From there on
/// what it was set back by is added to what it shows, until it shows again what it would have without that.
/// What runs by the time of frames so never stands still, and never goes back.
public struct FrameClock: Hashable, Sendable {
    /// After which moment, in the time that runs on, so much is added to what the clock shows.
    private struct Turn: Hashable, Sendable {
        let after: Timestamp
        let shift: Interval
    }

    /// How far behind frames may be for the clock not to have been set, and how many in a row have to be farther.
    public static let patience = Interval.seconds(60)
    static let row: UInt64 = 10
    /// How many turns are kept for ``shown(_:)``.
    static let turnLimit = 64

    /// How often it was set back.
    public private(set) var stepsBack: UInt64 = 0
    /// How often what is added became another.
    public private(set) var turnCount: UInt64 = 0
    /// The last of these turns, the latest last.
    private var turns: [Turn] = []
    /// What was added before them.
    private var formerShift = Interval(nanoseconds: 0)
    /// What is added now.
    @usableFromInline private(set) var shift = Interval(nanoseconds: 0)
    /// How far the time that runs on has come.
    private(set) var reached = Timestamp(nanoseconds: .min)
    /// How many in a row were far behind, which of all frames the last one was, and the time of the first.
    private var behind: UInt64 = 0
    private var lastBehind: UInt64 = 0
    private var rowStart = Timestamp(nanoseconds: 0)

    /// Whether it shows the time that runs on.
    var isInStep: Bool { shift.nanoseconds == 0 && behind == 0 }

    /// Not set yet.
    public init() {}

    /// When the clock showed `time`, in the time that runs on.
    @inlinable @inline(__always)
    func running(_ time: Timestamp) -> Timestamp { time.advanced(by: shift) }

    /// What the clock showed at `time` of the time that runs on.
    public func shown(_ time: Timestamp) -> Timestamp {
        guard !turns.isEmpty else { return time }
        let shift = turns.last { $0.after < time }?.shift ?? formerShift
        return time.advanced(by: Interval(nanoseconds: 0 &- shift.nanoseconds))
    }

    /// The time that runs on has come as far as to `time`, if not farther.
    mutating func reach(_ time: Timestamp) { reached = max(reached, time) }

    /// Takes note that frame `number`, counted from 1, was stamped `time`.
    mutating func note(_ time: Timestamp, ofFrame number: UInt64) {
        guard isFarBehind(time) else { return goOn(to: time) }
        behind = number == lastBehind &+ 1 ? behind &+ 1 : 1
        lastBehind = number
        if behind == 1 { rowStart = time }
        guard behind >= Self.row else { return }
        turnBack(to: rowStart)
        goOn(to: time)
    }

    /// Takes note that the clock shows `time`, and is not waiting for frames from before.
    mutating func note(_ time: Timestamp) {
        if isFarBehind(time) { turnBack(to: time) }
        goOn(to: time)
    }

    /// Whether the clock has shown more than this by so much that it must have been set, or this is damaged.
    func isFarBehind(_ time: Timestamp) -> Bool { reached.since(running(time)) > Self.patience }

    /// - Parameter time: not far behind.
    private mutating func goOn(to time: Timestamp) {
        behind = 0
        // Far ahead, it may be that it shows what it would have if it had not been set back.
        if running(time).since(reached) > Self.patience {
            let former = turns.dropLast().last?.shift ?? formerShift
            let otherwise = time.advanced(by: former).since(reached)
            if former < shift, otherwise <= Self.patience,
                otherwise >= Interval(nanoseconds: -Self.patience.nanoseconds)
            {
                turn(to: former)
            }
        }
        reached = max(reached, running(time))
    }

    private mutating func turnBack(to time: Timestamp) {
        stepsBack &+= 1
        turn(to: reached.since(time))
    }

    private mutating func turn(to shift: Interval) {
        if turns.count == Self.turnLimit { formerShift = turns.removeFirst().shift }
        turnCount &+= 1
        turns.append(Turn(after: reached, shift: shift))
        self.shift = shift
    }
}

import IGMPWire

/// Packet times as a report shows them: on the local clock, with the day where the
/// report covers more than one.
struct PacketClock {
    private var zone = LocalTimeZone()
    private let frames: FrameClock
    private let showsDay: Bool

    /// A clock for times of state from `first` to `last`.
    ///
    /// - Parameter frames: what stamped the frames.
    init(from first: Timestamp, to last: Timestamp, shownBy frames: FrameClock = FrameClock()) {
        self.frames = frames
        let (first, last) = (frames.shown(first), frames.shown(last))
        var zone = LocalTimeZone()
        let begin = CivilTime(first, secondsEast: zone.secondsEast(at: first))
        let end = CivilTime(last, secondsEast: zone.secondsEast(at: last))
        showsDay = (begin.year, begin.month, begin.day) != (end.year, end.month, end.day)
    }

    /// How many columns every ``time(_:)`` has.
    var columns: Int { showsDay ? 14 : 8 }

    /// `10:21:47`, or `02-24 10:21:47` where the day is needed.
    mutating func time(_ timestamp: Timestamp) -> String { time(shown: frames.shown(timestamp)) }

    /// The same for a time that is what the clock showed already.
    mutating func time(shown timestamp: Timestamp) -> String {
        let time = civil(timestamp)
        let clock = "\(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))"
        return showsDay ? "\(padded(time.month))-\(padded(time.day)) \(clock)" : clock
    }

    /// `2009-02-24 10:21:47.698870`.
    mutating func dateAndTime(shown timestamp: Timestamp) -> String {
        let time = civil(timestamp)
        return "\(time.date) \(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))"
            + ".\(padded(time.nanosecond / 1000, 6))"
    }

    /// How far the local clock is from UTC: `UTC`, `UTC+01:00`.
    mutating func zoneName(at timestamp: Timestamp) -> String {
        let seconds = zone.secondsEast(at: timestamp)
        guard seconds != 0 else { return "UTC" }
        let minutes = seconds.magnitude / 60
        return "UTC\(seconds < 0 ? "-" : "+")\(padded(Int(minutes / 60))):\(padded(Int(minutes % 60)))"
    }

    private mutating func civil(_ timestamp: Timestamp) -> CivilTime {
        CivilTime(timestamp, secondsEast: zone.secondsEast(at: timestamp))
    }

    private func padded(_ value: Int, _ digits: Int = 2) -> String { value.padded(digits) }
}

extension Int {
    /// In decimal, with zeros in front up to `digits`.
    func padded(_ digits: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(digits - text.utf8.count, 0)) + text
    }
}

/// What is known of an interface that is captured from, or was.
struct CapturedInterface {
    /// The system's number of it; nil while there is none of its name.
    private(set) var index: UInt32?
    /// What its frames look like (`ARPHRD_`); nil where the system does not say.
    let hardwareType: UInt16?
    private(set) var condition: InterfaceCondition
    private(set) var gaps = CaptureGaps()
    /// What it was at worst during the gap that is not over.
    private var worst = InterfaceCondition.passing
    /// What rings that are gone have counted.
    var endedStatistics = CaptureStatistics()
    /// Frames that the interface lost since it was opened, and its own count of them.
    private(set) var drops: UInt64 = 0
    private var lastDrops: UInt64

    /// - Parameter state: when it was opened; nil where the system does not say.
    init(_ state: InterfaceState?) {
        index = state?.index
        hardwareType = state?.hardwareType
        lastDrops = state?.drops ?? 0
        condition = .passing
    }

    /// Since when nothing can come from it, on the clock that never goes back; nil while something can.
    var stoppedAt: Int64? { gaps.openSince }

    /// Takes in what it counts by now.
    mutating func note(drops figure: UInt64) {
        drops &+= figure &- lastDrops
        lastDrops = figure
    }

    /// Takes in that there is an interface of its name again, which counts from 0.
    mutating func reappear(as index: UInt32) {
        self.index = index
        lastDrops = 0
    }

    /// Takes in what frames can do now; returns what is to be told of that.
    mutating func become(
        _ condition: InterfaceCondition, named name: String
    ) -> CaptureNotice? {
        let before = self.condition
        self.condition = condition
        if condition == .removed { index = nil }
        guard before != condition else { return nil }
        let (wall, monotonic) = (CaptureClock.wall, CaptureClock.monotonic)
        if condition == .passing {
            return gaps.end(at: wall, monotonic: monotonic).map { .resumed(interface: name, after: $0, worst) }
        }
        // While nothing can come anyway, only the worst is news.
        let isNews = !gaps.isOpen || condition > worst
        worst = gaps.isOpen ? max(worst, condition) : condition
        gaps.begin(at: wall, monotonic: monotonic)
        return isNews ? .stopped(interface: name, condition) : nil
    }
}

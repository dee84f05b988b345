package import IGMPWire

/// What became of an interface while it was captured from, or of the clock.
package enum CaptureNotice: Hashable, Sendable {
    /// Nothing can come from an interface for now.
    case stopped(interface: String, InterfaceCondition)
    /// Frames can come again, after so long in which it was at worst like that.
    case resumed(interface: String, after: Interval, InterfaceCondition)
    /// The first of the interfaces of `any` that had to make room for another, and the first that
    /// found none.
    case letGo(interface: String)
    case leftOut(interface: String)
    /// The clock that stamps frames was set, back where this is negative.
    case clockStepped(Interval)
}

extension CaptureNotice {
    /// Whether it is about a carrier alone: nothing is wrong with the host itself.
    package var isMinor: Bool {
        switch self {
        case .stopped(_, .noCarrier), .resumed(_, _, .noCarrier): true
        default: false
        }
    }
}

extension CaptureNotice: CustomStringConvertible {
    /// One line: which interface, what has become of it, and what that means.
    package var description: String {
        switch self {
        case .stopped(let interface, .down):
            "\(interface): the interface went down; capturing goes on when it is up again"
        case .stopped(let interface, .removed):
            "\(interface): the interface was removed; capturing goes on when there is one of that name again"
        case .stopped(let interface, .noCarrier), .stopped(let interface, .passing):
            "\(interface): no carrier; nothing can be captured until there is one"
        case .letGo(let interface):
            "\(interface): forgotten, as others will be: more interfaces have come and gone than are kept"
                + " (--limit interfaces=)"
        case .leftOut(let interface):
            "\(interface): not captured, nor are others: more interfaces are up than are kept (--limit interfaces=)"
        case .clockStepped(let step) where step.nanoseconds < 0:
            "the clock was set back by \(Self.text(Interval(nanoseconds: 0 &- step.nanoseconds)));"
                + (Interval(nanoseconds: 0 &- step.nanoseconds) > FrameClock.patience
                    ? " timers go on" : " timers wait until it shows the same time again")
        case .clockStepped(let step):
            "the clock went forward by \(Self.text(step)): it was set, or this machine slept"
        case .resumed(let interface, let length, _):
            "\(interface): captured again after \(Self.text(length)); what passed meanwhile is missing"
        }
    }

    private static func text(_ length: Interval) -> String {
        let tenths = length.nanoseconds / 100_000_000
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

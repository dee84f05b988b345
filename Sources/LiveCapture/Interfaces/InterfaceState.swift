/// What the system says of one of its interfaces.
struct InterfaceState: Hashable, Sendable {
    /// Its number, never used again for another while this one is there.
    var index: UInt32
    var name: String
    /// Whether it was turned on.
    var isUp: Bool
    /// Whether it can pass frames: it has a carrier, or needs none.
    var isRunning: Bool
    var isLoopback: Bool
    /// What its frames look like (`ARPHRD_`); nil where the system does not say.
    var hardwareType: UInt16?
    /// Frames that it or its driver has lost since it was made; nil where the system does not say.
    var drops: UInt64?

    var condition: InterfaceCondition { !isUp ? .down : isRunning ? .passing : .noCarrier }
}

/// Whether frames can come from an interface; the later, the worse.
package enum InterfaceCondition: Int, Hashable, Sendable, Comparable {
    case passing
    /// It is up, with nobody at the other end of the cable.
    case noCarrier
    case down
    /// There is no such interface any more.
    case removed

    package static func < (left: InterfaceCondition, right: InterfaceCondition) -> Bool {
        left.rawValue < right.rawValue
    }
}

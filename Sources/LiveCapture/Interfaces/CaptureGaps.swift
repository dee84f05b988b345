package import IGMPWire

/// The times during which nothing could come from an interface.
package struct CaptureGaps: Hashable, Sendable {
    /// How many there were, one that is not over included.
    package private(set) var count: UInt64 = 0
    /// When the last one began, and ended; nil while it is not over.
    package private(set) var lastFrom: Timestamp?
    package private(set) var lastUntil: Timestamp?
    /// Of those that are over, in nanoseconds.
    private var finished: Int64 = 0
    /// When the one that is not over began, on the clock that never goes back.
    private(set) var openSince: Int64?

    package init() {}

    /// All of them together, on the clock that never goes back, at a moment of it.
    func total(at monotonic: Int64) -> Interval {
        Interval(nanoseconds: finished &+ (openSince.map { max(monotonic &- $0, 0) } ?? 0))
    }

    /// Whether one is not over.
    var isOpen: Bool { openSince != nil }

    mutating func begin(at time: Timestamp, monotonic: Int64) {
        guard openSince == nil else { return }
        count &+= 1
        lastFrom = time
        lastUntil = nil
        openSince = monotonic
    }

    /// Returns how long the one took that ends.
    @discardableResult
    mutating func end(at time: Timestamp, monotonic: Int64) -> Interval? {
        guard let began = openSince else { return nil }
        let length = max(monotonic &- began, 0)
        finished &+= length
        openSince = nil
        lastUntil = time
        return Interval(nanoseconds: length)
    }
}

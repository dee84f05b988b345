import IGMPWire

/// The part of a live capture that lies between two readings of the kernel's counters:
/// packets outside it are counted by neither.
struct CaptureSpan {
    /// How far from a reading, before or after, a packet may be for it to be unsure whether the kernel
    /// had counted it by then: it stamps a packet and counts it one after the other.
    static let doubt = Interval.milliseconds(5)

    /// When the kernel's counters were read; nothing belongs to the span before that is known.
    var start = Timestamp(nanoseconds: .max)
    var end = Timestamp(nanoseconds: .max)
    /// When the last packet was captured that the kernel may count.
    private(set) var lastCountedAt = Timestamp(nanoseconds: .min)
    /// For each interface the packets that passed while the counters were read.
    private(set) var unsettled: [Int: UInt64] = [:]

    /// Whether a frame belongs to the span.
    ///
    /// - Parameter isCounted: whether it is one that the kernel may count.
    mutating func admits(at time: Timestamp, interface: Int, isCounted: Bool) -> Bool {
        if isCounted {
            lastCountedAt = max(lastCountedAt, time)
            if isNear(start, time) || isNear(end, time) { unsettled[interface, default: 0] += 1 }
        }
        return start < time && time <= end
    }

    private func isNear(_ reading: Timestamp, _ time: Timestamp) -> Bool {
        guard reading.nanoseconds != .max else { return false }
        return time.since(reading).nanoseconds.magnitude <= Self.doubt.nanoseconds.magnitude
    }
}

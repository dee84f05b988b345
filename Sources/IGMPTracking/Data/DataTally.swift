public import IGMPWire

/// How much of a kind of traffic there was, and when.
public struct DataTally: Hashable, Sendable {
    public private(set) var packets: UInt64 = 0
    /// By the IP headers: the sum of their total lengths.
    public private(set) var bytes: UInt64 = 0
    private var first = Timestamp(nanoseconds: .max)
    private var last = Timestamp(nanoseconds: .min)
    private var firstLength = 0

    public init() {}

    /// Nil for none.
    public var firstAt: Timestamp? { packets == 0 ? nil : first }
    /// Nil for none.
    public var lastAt: Timestamp? { packets == 0 ? nil : last }

    /// Bits a second from the first packet to the last, rounded down: those of all but the
    /// first packet, over the time that these took to come. Nil where that is no time.
    public var bitsPerSecond: UInt64? {
        guard packets > 1, last > first else { return nil }
        let span = UInt64(last.since(first).nanoseconds)
        let bits = (bytes &- UInt64(firstLength)).multipliedFullWidth(by: 8_000_000_000)
        // A quotient of more than 64 bits is none of a capture that anybody has.
        return bits.high >= span ? .max : span.dividingFullWidth(bits).quotient
    }

    @inline(__always)
    mutating func add(length: Int, at time: Timestamp) {
        if packets == 0 {
            first = time
            firstLength = length
        }
        packets &+= 1
        bytes &+= UInt64(truncatingIfNeeded: length)
        last = time
    }
}

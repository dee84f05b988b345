import IGMPWire

/// The last change that a member reported, and how often it has said so.
struct StateChange {
    /// When it last said so; `.min` before the first time.
    private(set) var at: Timestamp
    /// What it said, as a number that another change hardly has.
    private(set) var key: UInt32
    /// How often; 0 where it cannot be judged.
    private(set) var copies: UInt8

    init(at: Timestamp = Timestamp(nanoseconds: .min), key: UInt32 = 0, copies: UInt8 = 0) {
        self.at = at
        self.key = key
        self.copies = copies
    }

    /// The key of a version 1 or 2 report.
    static let olderReport: UInt32 = 1

    /// The key of a record of `type` with `sources`.
    static func key(of type: RecordType, _ sources: borrowing Slab<UInt32>) -> UInt32 {
        var key = UInt32(type.rawValue)
        for index in sources.indices { key = (key ^ sources[index]) &* 0x9E37_79B1 }
        return key
    }

    /// How far apart copies are at most: the Unsolicited Report Interval, of 1 s
    /// (RFC 9776 section 8.11) or before version 3 of 10 s (RFC 2236 section 8.10),
    /// and half a second.
    static func greatestGap(version: UInt8) -> Interval {
        (version < 3 ? .seconds(10) : .seconds(1)) + Question.tolerance
    }

    /// Whether a change reported now with this key is the same as the last.
    func isRepeated(by key: UInt32, at now: Timestamp, version: UInt8) -> Bool {
        key == self.key && now.since(at) <= Self.greatestGap(version: version)
    }

    /// Whether no copy can come any more, and there were fewer than `robustness`.
    ///
    /// Only of version 3: before it, another's report makes repeats needless
    /// (RFC 2236 section 3).
    @inline(__always)
    func isShort(of robustness: Int, at now: Timestamp, version: UInt8) -> Bool {
        version > 2 && copies > 0 && Int(copies) < robustness && now.since(at) > Self.greatestGap(version: version)
    }

    mutating func begin(key: UInt32, at now: Timestamp, version: UInt8) {
        // Changes in quick succession are told together, and none is repeated on its own.
        copies = now.since(at) <= Self.greatestGap(version: version) ? 0 : 1
        self.key = key
        at = now
    }

    mutating func `repeat`(at now: Timestamp) {
        if copies > 0, copies < .max { copies += 1 }
        at = now
    }
}

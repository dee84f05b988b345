import IGMPWire

/// One source of a group's traffic.
struct DataSource {
    let address: IPv4Address
    /// The place of its group.
    let group: UInt32
    /// Whether this place is taken.
    var isKept = true
    var tally = DataTally()
    /// How many of its packets no member wanted.
    var unwanted: UInt64 = 0
    /// Since when it has been sending without a member; `.max` when it is not.
    var unwantedSince = Timestamp(nanoseconds: .max)
    /// The last span of membership (``DataGroup/span``) in which somebody wanted it.
    var wantedInSpan: UInt32 = 0
    /// Whether somebody wants it, as long as that need not be looked up again.
    var isWanted = false
    var isWantedUntil = Timestamp(nanoseconds: .min)
    var isWantedAsOf: UInt64 = 0

    /// `.min` before its first packet.
    var lastAt: Timestamp { tally.lastAt ?? Timestamp(nanoseconds: .min) }

    init(_ address: IPv4Address, of group: UInt32) {
        self.address = address
        self.group = group
    }

    /// The largest gap between two packets of one stream.
    static let streamGap = Interval.seconds(2)
}

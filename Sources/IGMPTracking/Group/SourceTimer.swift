public import IGMPWire

/// A source of a group as a router keeps it (RFC 9776 section 6.2.3).
public struct SourceTimer: Hashable, Sendable {
    public let source: IPv4Address
    /// When it stops being forwarded; nil for one that is blocked, whose timer
    /// has run out in EXCLUDE mode.
    public var expiresAt: Timestamp? { deadline.nanoseconds == .min ? nil : deadline }

    var deadline: Timestamp

    static let blocked = Timestamp(nanoseconds: .min)
}

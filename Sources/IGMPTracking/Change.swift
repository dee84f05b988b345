public import IGMPWire

/// Something that changed on a link, at a moment of packet time.
public struct Change: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case memberJoined(group: IPv4Address, host: IPv4Address, version: Int)
        case memberLeft(group: IPv4Address, host: IPv4Address, reason: LeaveReason)
        case groupCreated(IPv4Address)
        case groupExpired(IPv4Address)
        case querierElected(IPv4Address)
        case querierChanged(from: IPv4Address, to: IPv4Address)
        case querierLost(IPv4Address)
        case routerVersionChanged(from: Int, to: Int)

        /// Whether it is about groups and queriers, not about one member.
        var isOfLink: Bool {
            switch self {
            case .memberJoined, .memberLeft: false
            default: true
            }
        }
    }

    public let at: Timestamp
    public let kind: Kind
}

/// Why a membership ended.
public enum LeaveReason: UInt8, Hashable, Sendable {
    /// A version 2 leave.
    case leave
    /// A record that changes to INCLUDE with no source.
    case toIncludeEmpty
    /// A record that blocks the last source.
    case block
    /// Queries that it had to answer went unanswered, as often as the robustness says.
    case unanswered
    /// There was no room for it any more; it may be a member all the same.
    case evicted

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .leave: "leave"
        case .toIncludeEmpty: "to_include_empty"
        case .block: "block"
        case .unanswered: "unanswered"
        case .evicted: "evicted"
        }
    }
}

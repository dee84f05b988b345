package import IGMPWire

extension MessageKind {
    /// Where a message of this kind must be sent (RFC 1112 appendix I, RFC 2236
    /// sections 3 and 9, RFC 9776 sections 4.1.12 and 4.2.15); nil where there is
    /// no one place.
    package func destination(group: IPv4Address?) -> IPv4Address? {
        switch self {
        case .v1Query, .v2GeneralQuery, .v3GeneralQuery: .allSystems
        case .v3Report: .igmpV3Routers
        case .leave: .allRouters
        case .v2GroupQuery, .v3GroupQuery, .v3GroupSourceQuery, .v1Report, .v2Report: group
        default: nil
        }
    }

    /// Whether it is one of Multicast Router Discovery (RFC 4286).
    package var isRouterDiscovery: Bool {
        self == .mrdAdvertisement || self == .mrdSolicitation || self == .mrdTermination
    }
}

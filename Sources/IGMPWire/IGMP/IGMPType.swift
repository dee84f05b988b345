/// The type field of an IGMP message: an open code space of the registry
/// "IGMP Type Numbers" (RFC 3228), unknown numbers kept as they are.
@frozen
public struct IGMPType: Hashable, Sendable, RawRepresentable {
    public var rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Membership query of any version (RFC 9776 section 4.1).
    @inlinable public static var membershipQuery: IGMPType { IGMPType(rawValue: 0x11) }
    /// Version 1 membership report (RFC 1112 appendix I).
    @inlinable public static var v1MembershipReport: IGMPType { IGMPType(rawValue: 0x12) }
    /// DVMRP (RFC 1075).
    @inlinable public static var dvmrp: IGMPType { IGMPType(rawValue: 0x13) }
    /// PIM version 1.
    @inlinable public static var pimV1: IGMPType { IGMPType(rawValue: 0x14) }
    /// Cisco trace messages.
    @inlinable public static var ciscoTrace: IGMPType { IGMPType(rawValue: 0x15) }
    /// Version 2 membership report (RFC 2236 section 2.1).
    @inlinable public static var v2MembershipReport: IGMPType { IGMPType(rawValue: 0x16) }
    /// Leave group (RFC 2236 section 2.1).
    @inlinable public static var leaveGroup: IGMPType { IGMPType(rawValue: 0x17) }
    /// Multicast traceroute response.
    @inlinable public static var mtraceResponse: IGMPType { IGMPType(rawValue: 0x1E) }
    /// Multicast traceroute query.
    @inlinable public static var mtraceQuery: IGMPType { IGMPType(rawValue: 0x1F) }
    /// Version 3 membership report (RFC 9776 section 4.2).
    @inlinable public static var v3MembershipReport: IGMPType { IGMPType(rawValue: 0x22) }
    /// Multicast Router Advertisement (RFC 4286 section 3.2).
    @inlinable public static var mrdAdvertisement: IGMPType { IGMPType(rawValue: 0x30) }
    /// Multicast Router Solicitation (RFC 4286 section 4.2).
    @inlinable public static var mrdSolicitation: IGMPType { IGMPType(rawValue: 0x31) }
    /// Multicast Router Termination (RFC 4286 section 5.2).
    @inlinable public static var mrdTermination: IGMPType { IGMPType(rawValue: 0x32) }
    /// IGAP membership report, query and leave.
    @inlinable public static var igapReport: IGMPType { IGMPType(rawValue: 0x40) }
    @inlinable public static var igapQuery: IGMPType { IGMPType(rawValue: 0x41) }
    @inlinable public static var igapLeave: IGMPType { IGMPType(rawValue: 0x42) }
    /// RGMP leave, join, bye and hello (RFC 3488 section 3.1).
    @inlinable public static var rgmpLeave: IGMPType { IGMPType(rawValue: 0xFC) }
    @inlinable public static var rgmpJoin: IGMPType { IGMPType(rawValue: 0xFD) }
    @inlinable public static var rgmpBye: IGMPType { IGMPType(rawValue: 0xFE) }
    @inlinable public static var rgmpHello: IGMPType { IGMPType(rawValue: 0xFF) }
}

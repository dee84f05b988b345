public import IGMPWire

/// A router that made itself known by something other than queries.
public struct OtherRouter: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable {
        case pimV1, dvmrp, mrd

        /// Its name in reports.
        public var name: StaticString {
            switch self {
            case .pimV1: "pim_v1"
            case .dvmrp: "dvmrp"
            case .mrd: "mrd"
            }
        }
    }

    public let address: IPv4Address
    public let kind: Kind
    /// Of its last message; nil where the link layer has none.
    public internal(set) var mac: MACAddress?
    public internal(set) var messageCount: UInt64 = 0
    public let firstAt: Timestamp
    public internal(set) var lastAt: Timestamp
}

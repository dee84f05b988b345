import IGMPWire

/// Routers may ignore reports from addresses of no network of the link (RFC 9776
/// sections 4.2.14 and 9.2).
///
/// No packet says how large the link's network is. Only what cannot be in one network
/// with the querier is found: no network is larger than a block of private addresses
/// (RFC 1918 section 3), the link-local one (RFC 3927 section 2.1), or 8 bits of prefix.
enum SourceNetworkRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 4.2.14 and 9.2" }

    /// The mask of the largest network that `address` can be in.
    static func largestMask(of address: IPv4Address) -> UInt32 {
        switch address.rawValue >> 16 {
        case 0xA9FE, 0xC0A8: 0xFFFF_0000
        case 0xAC10...0xAC1F: 0xFFF0_0000
        case 0x6440...0x647F: 0xFFC0_0000
        default: 0xFF00_0000
        }
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var querier = "the querier's"
        if case .address(let address) = finding.detail { querier = "the querier's, \(address)" }
        return "\(finding.device) cannot be in one network with \(querier): the router may ignore what it reports. "
            + "Correct the address of the one or the other, or give the router an address in both networks."
    }
}

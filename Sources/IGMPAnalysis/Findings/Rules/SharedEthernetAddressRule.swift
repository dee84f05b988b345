import IGMPWire

/// 32 groups map to each Ethernet address (RFC 1112 section 6.4).
enum SharedEthernetAddressRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 1112 section 6.4" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var others = "another group in use"
        if case .overlap(let bits) = finding.detail, let group = finding.group {
            others = groups(bits, with: group).map(\.description).joined(separator: ", ")
        }
        return
            "\(finding.groupName) has the same Ethernet address as \(others): switches that forward by it, and network "
            + "cards, cannot keep them apart, and members get both. Choose a group that differs in its last 23 bits."
    }

    /// The groups that the bits stand for.
    private static func groups(_ bits: UInt32, with group: IPv4Address) -> [IPv4Address] {
        (0..<32).filter { bits & 1 << UInt32($0) != 0 }.map {
            IPv4Address(rawValue: 0xE000_0000 | UInt32($0) << 23 | group.rawValue & 0x7F_FFFF)
        }
    }
}

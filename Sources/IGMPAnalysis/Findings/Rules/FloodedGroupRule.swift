import IGMPWire

/// Groups that share the Ethernet address of one in 224.0.0.0/24 are flooded as that
/// one is (RFC 4541 section 2.1.2).
enum FloodedGroupRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 1112 section 6.4, RFC 4541 section 2.1.2" }

    static func isBroken(by group: IPv4Address) -> Bool {
        group.isMulticast && group.rawValue & 0x7F_FFFF < 256 && !group.isLocalGroup
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var alias = "a group in 224.0.0.0/24"
        if let group = finding.group { alias = "224.0.0.\(group.rawValue & 255)" }
        return
            "\(finding.groupName) has the same Ethernet address as \(alias), which switches flood: its packets may go "
            + "to every port. Choose a group that does not end in 0.0.x or 128.0.x."
    }
}

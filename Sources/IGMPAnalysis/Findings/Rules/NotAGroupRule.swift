import IGMPWire

/// Queries, reports and leaves are for multicast addresses (RFC 9776 sections 4.1.3
/// and 4.2.9, RFC 2236 section 2.4).
enum NotAGroupRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 9776 sections 4.1.3 and 4.2.9" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var address = "an address"
        if case .address(let found) = finding.detail { address = "\(found)" }
        return "\(finding.device) queries for, reports or leaves \(address), which is not a multicast address: "
            + "receivers ignore it. Correct the group that is configured there."
    }
}

import IGMPWire

/// A kernel drops the packet before IGMP sees it (RFC 1122 section 3.2.1).
enum BadIPHeaderRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 1122 section 3.2.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var fault = "a bad IP header"
        if case .fault(let found) = finding.detail { fault = "\(found)" }
        return "Packets with the source \(finding.device) are dropped before IGMP: \(fault). "
            + "Look for the sender, or a device on the way that damages packets."
    }
}

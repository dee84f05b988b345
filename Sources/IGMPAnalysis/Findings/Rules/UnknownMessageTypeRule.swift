import IGMPWire

/// Messages of unassigned types are silently ignored (RFC 9776 section 4).
enum UnknownMessageTypeRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 4" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var type = "an unassigned type"
        if case .number(let number) = finding.detail { type = "the unassigned type 0x" + String(number, radix: 16) }
        return "\(finding.device) sends IGMP messages of \(type), which receivers ignore. "
            + "Find out what it is, if it should not be there."
    }
}

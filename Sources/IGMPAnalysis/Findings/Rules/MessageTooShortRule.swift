import IGMPWire

/// A message has at least 8 bytes (RFC 2236 section 2), some types have more.
enum MessageTooShortRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 2236 section 2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var last = ""
        if case .number(let bytes) = finding.detail { last = ", the last of \(bytes) byte\(bytes == 1 ? "" : "s")" }
        return "\(finding.device) sends messages too short for what they claim to be\(last): "
            + "every receiver ignores them. Mend its IGMP."
    }
}

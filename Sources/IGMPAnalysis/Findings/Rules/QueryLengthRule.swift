import IGMPWire

/// A query of 9 to 11 bytes is of no version and must be ignored (RFC 9776 section 7.1).
enum QueryLengthRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var reference: String { "RFC 9776 section 7.1" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var last = ""
        if case .number(let bytes) = finding.detail { last = ", the last of \(bytes)" }
        return "\(finding.device) sends queries of 9 to 11 bytes\(last), which are of no version: hosts ignore "
            + "them, and groups die as if nobody queried. Mend the querier."
    }
}

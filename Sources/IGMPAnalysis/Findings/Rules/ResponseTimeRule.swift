import IGMPWire

/// The time to answer a general query must be shorter than the interval between them
/// (RFC 9776 section 8.3).
enum ResponseTimeRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 8.3" }

    static func isBroken(maxResponse: Interval, interval: Interval?) -> Bool {
        guard let interval, interval.nanoseconds > 0 else { return false }
        return maxResponse >= interval
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var values = ""
        if case .numbers(let found, let expected) = finding.detail {
            values = ": \(found) s, and it queries every \(expected) s"
        }
        return
            "\(finding.device) gives hosts as long to answer as until its next query, or longer\(values). Answers run into one "
            + "another, and groups may die early. Set a shorter response time or a longer interval."
    }
}

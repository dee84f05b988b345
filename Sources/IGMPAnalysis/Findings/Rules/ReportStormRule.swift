import IGMPTracking
import IGMPWire

/// A host reports when something changes or when it is asked, and repeats itself as often as the
/// robustness says (RFC 9776 sections 5.1 and 8.1): what goes far beyond that comes of a fault.
enum ReportStormRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 sections 5.1 and 5.2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var many = "far more reports than its groups call for"
        if case .numbers(let groups, let allowed) = finding.detail {
            let what = groups == 1 ? "1 group" : "\(groups) groups"
            many = "more than \(allowed) reports within \(ReportBurst.span.inSeconds) for \(what)"
        }
        return "\(finding.device) has sent \(many): they load every host and switch. Look for a loop of the link, "
            + "or for a program on the host that joins and leaves without end."
    }
}

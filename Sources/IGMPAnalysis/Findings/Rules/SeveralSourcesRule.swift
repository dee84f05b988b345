import IGMPWire

/// Two sources stream to one group at the same time. Who joins a group for any source
/// gets both; only in 232.0.0.0/8 are they different channels (RFC 4607 section 1).
enum SeveralSourcesRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 4607 section 1" }

    /// For so long both must have been sending: one may take over from the other.
    static let patience = Interval.seconds(10)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var sources = "Several sources"
        if case .addresses(let first, let second) = finding.detail { sources = "\(first) and \(second)" }
        return
            "\(sources) send to \(finding.groupName) at the same time: members that name no source get both, mixed. "
            + "Where one is expected, stop the other, give it a group of its own, or have receivers join one source."
    }
}

import IGMPWire

/// The querier was silent for the Other Querier Present Interval, and nobody took over
/// (RFC 9776 sections 6.6.2 and 8.5).
enum QuerierLostRule: FindingRule {
    static var severity: FindingSeverity { .error }
    static var restsOnSilence: Bool { true }
    static var reference: String { "RFC 9776 sections 6.6.2 and 8.4" }

    /// How long after that another router may take to notice: timers are not exact.
    static let grace = Interval.seconds(5)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var end = "Groups die when they are not asked for."
        var since = ""
        if case .silence(let start, let harmlessUntil) = finding.detail {
            since = " since \(time(start))"
            if let harmlessUntil {
                end = "Without queries the last groups die at \(time(harmlessUntil)), the others before."
            }
        }
        return "The querier \(finding.device) has sent no general query\(since), and nobody has taken over. \(end) "
            + "Look after that router, or give the link another querier."
    }
}

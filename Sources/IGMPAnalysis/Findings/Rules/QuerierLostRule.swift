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
        let querier = "The querier \(finding.device) has sent no general query"
        switch finding.detail {
        case .interruption(let start, let end, let speaker):
            let relief = speaker == finding.host ? "it came back itself" : "\(speaker) took over"
            return "\(querier) from \(time(start)) to \(time(end)), when \(relief); until then nobody had taken over. "
                + "Find out why it was silent, and give the link a second querier."
        case .silence(let start, let harmlessUntil):
            let end =
                harmlessUntil.map { "Without queries the last groups die at \(time($0)), the others before. " } ?? ""
            return "\(querier) since \(time(start)), and nobody has taken over. \(end)"
                + "Look after that router, or give the link another querier."
        default:
            return "\(querier), and nobody has taken over. Look after that router, or give the link another querier."
        }
    }
}

import IGMPWire

/// The querier keeps changing (RFC 9776 section 6.6.2 lets it change when one comes
/// with a lower address, or when the elected one is gone).
enum QuerierFlappingRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 6.6.2" }

    /// How many changes within ``span`` are too many: a router that restarts makes two or three.
    static let leastCount = 4
    static let span = Interval.seconds(3600)

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "The querier has changed \(leastCount) times or more within an hour: whenever it does, timers and versions may "
            + "change, and groups may die. Find out which router's queries come and go, and why."
    }
}

import IGMPWire

/// A router that hears a lower address query must stop (RFC 9776 section 6.6.2).
enum TwoQueriersRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 6.6.2" }

    /// From which query out of turn on: one may have been lost on the way to it.
    static let leastCount: UInt64 = 2

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var elected = "the elected querier"
        if case .address(let address) = finding.detail { elected = "\(address)" }
        return
            "\(finding.device) goes on querying beside \(elected), whose address is lower and which is therefore the "
            + "querier. It does not hear that router, or ignores it: look for a filter or a snooping switch between "
            + "them, or switch its querier off."
    }
}

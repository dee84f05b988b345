import IGMPWire

/// The lowest address is the querier (RFC 9776 section 6.6.2), not the one that was
/// first, or that speaks on.
enum WrongQuerierRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 6.6.2" }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var lower = "another router"
        if case .address(let address) = finding.detail { lower = "\(address)" }
        return "\(finding.device) has queried on after \(lower) had queried, whose address is lower, and \(lower) has "
            + "fallen silent: the wrong one has given way. Mend the election of both, or switch one querier off."
    }
}

import IGMPWire

/// What is to be told of one kind of finding. Each rule stands in a file of its own.
protocol FindingRule {
    static var severity: FindingSeverity { get }
    /// The clause that is broken, or from which the consequence follows.
    static var reference: String { get }
    /// Whether it is found because something was not seen.
    static var restsOnSilence: Bool { get }
    /// What is wrong and what to do.
    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String
}

extension FindingRule {
    static var restsOnSilence: Bool { false }
}

extension Finding {
    /// The offender, to begin a sentence with.
    var offender: String { host?.description ?? "Somebody" }

    /// The offender and its link-layer address, to begin a sentence with.
    var device: String { offender + (mac.map { " (\($0))" } ?? "") }

    /// The group, within a sentence.
    var groupName: String { group?.description ?? "a group" }
}

extension Interval {
    /// To the tenth of a second: `10 s`, `11.5 s`.
    var inSeconds: String {
        let tenths = nanoseconds / 100_000_000
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}

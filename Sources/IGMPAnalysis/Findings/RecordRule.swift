import IGMPWire

/// A rule on single group records of version 3 reports.
protocol RecordRule: FindingRule {
    static func isBroken(by record: borrowing GroupRecord) -> Bool
}

import IGMPWire

/// Records of unassigned types are silently ignored (RFC 9776 section 4.2.13).
enum UnknownRecordTypeRule: RecordRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 9776 section 4.2.13" }

    static func isBroken(by record: borrowing GroupRecord) -> Bool {
        record.type.rawValue < RecordType.modeIsInclude.rawValue
            || record.type.rawValue > RecordType.blockOldSources.rawValue
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var type = "an unassigned type"
        if case .number(let number) = finding.detail { type = "the unassigned type \(number)" }
        return "\(finding.device) reports \(finding.groupName) in a record of \(type): routers ignore it, so what "
            + "it asks for is not heard. Mend its IGMP."
    }
}

import IGMPWire

/// Version 3 defines no auxiliary data: none may be sent (RFC 9776 section 4.2.11).
enum AuxiliaryDataRule: RecordRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 4.2.11" }

    static func isBroken(by record: borrowing GroupRecord) -> Bool { record.auxiliaryData.count > 0 }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) adds auxiliary data to its records. Receivers are to skip it; some misread "
            + "what follows. Mend its IGMP if groups go missing."
    }
}

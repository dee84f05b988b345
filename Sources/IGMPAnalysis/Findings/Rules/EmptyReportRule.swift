import IGMPWire

/// A report without records says nothing (RFC 9776 section 4.2).
enum EmptyReportRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 4.2" }

    static func isBroken(by message: borrowing IGMPMessage) -> Bool {
        message.bytes.count >= IGMPMessage.minimumLength && message.bytes.uint16(at: 6) == 0
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) sends version 3 reports without a record, which say nothing. "
            + "They do no harm; the sender has a fault."
    }
}

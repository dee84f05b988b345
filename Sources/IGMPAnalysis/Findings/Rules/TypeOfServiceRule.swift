package import IGMPWire

/// Version 3 messages are sent with precedence Internetwork Control, 0xc0
/// (RFC 9776 section 4).
package enum TypeOfServiceRule: FindingRule {
    static var severity: FindingSeverity { .info }
    static var reference: String { "RFC 9776 section 4" }

    /// Internetwork Control (RFC 791 section 3.1), and nothing else.
    package static let expected: UInt8 = 0xC0

    package static func isBroken(by packet: borrowing IGMPPacket, _ kind: MessageKind) -> Bool {
        packet.ip.typeOfService != expected && kind.version == 3
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var found = "another type of service"
        if case .number(let number) = finding.detail {
            found = "type of service 0x" + (number < 16 ? "0" : "") + String(number, radix: 16)
        }
        return "\(finding.device) sends version 3 messages with \(found) instead of 0xc0: on a busy link they are "
            + "not preferred, and may be lost. Mend its IGMP, or what rewrites the field."
    }
}

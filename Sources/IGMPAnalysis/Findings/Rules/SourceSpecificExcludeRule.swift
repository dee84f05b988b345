import IGMPWire

/// In 232.0.0.0/8 EXCLUDE mode means nothing and is ignored (RFC 4604 section 2.2.1).
enum SourceSpecificExcludeRule: RecordRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 4604 section 2.2.1" }

    static func isBroken(by record: borrowing GroupRecord) -> Bool {
        record.group.isSourceSpecificGroup
            && (record.type == .modeIsExclude || record.type == .changeToExclude)
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        "\(finding.device) asks for all sources of \(finding.groupName), which is source-specific: routers are to "
            + "ignore that, and then it gets nothing. Let its program name the sources, or use a group outside 232.0.0.0/8."
    }
}

/// There reports of versions 1 and 2, which name no source, are ignored too.
enum SourceSpecificOlderReportRule: FindingRule {
    static var severity: FindingSeverity { .warning }
    static var reference: String { "RFC 4604 section 2.2.1" }

    static func isBroken(by packet: borrowing IGMPPacket, _ kind: MessageKind) -> Bool {
        (kind == .v2Report || kind == .v1Report) && (packet.message.group?.isSourceSpecificGroup ?? false)
    }

    static func message(_ finding: Finding, _ time: (Timestamp) -> String) -> String {
        var version = "an old version"
        if case .kind(let kind) = finding.detail, let number = kind.version { version = "version \(number)" }
        return "\(finding.device) joins \(finding.groupName), which is source-specific, in \(version), which cannot "
            + "name a source: routers are to ignore that, and then it gets nothing. Let it use version 3, or another group."
    }
}

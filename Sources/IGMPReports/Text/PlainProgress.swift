package import IGMPAnalysis
package import IGMPTracking
import IGMPWire

/// Changes as lines of text, one each, for a live capture that nobody watches on a terminal.
///
///     20:14:09.123456 eth0 10.0.0.5 joined 239.1.1.1 (v3)
package struct PlainProgress {
    private var zone = LocalTimeZone()

    package init() {}

    /// Adds the line about `change` of the link that is called `link`.
    package mutating func write(_ change: Change, link: String, to buffer: inout ByteBuffer) {
        buffer.append(timeOfDay: buffer.clock.shown(change.at), in: &zone)
        buffer.append(" ")
        buffer.append(escapedForTerminal: link)
        buffer.append(" ")
        switch change.kind {
        case .memberJoined(let group, let host, let version):
            buffer.append(host)
            buffer.append(" joined ")
            buffer.append(group)
            buffer.append(" (v")
            buffer.append(decimal: version)
            buffer.append(")")
        case .memberLeft(let group, let host, let reason):
            buffer.append(host)
            buffer.append(" left ")
            buffer.append(group)
            buffer.append(reason.clause)
        case .groupCreated(let group):
            buffer.append("group ")
            buffer.append(group)
            buffer.append(" created")
        case .groupExpired(let group):
            buffer.append("group ")
            buffer.append(group)
            buffer.append(" expired")
        case .querierElected(let querier):
            buffer.append("querier ")
            buffer.append(querier)
            buffer.append(" elected")
        case .querierChanged(let previous, let querier):
            buffer.append("querier ")
            buffer.append(querier)
            buffer.append(" takes over from ")
            buffer.append(previous)
        case .querierLost(let querier):
            buffer.append("querier ")
            buffer.append(querier)
            buffer.append(" lost: nobody queries")
        case .routerVersionChanged(let previous, let version):
            buffer.append("router version ")
            buffer.append(decimal: version)
            buffer.append(", was ")
            buffer.append(decimal: previous)
        }
        buffer.append("\n")
    }

    /// Adds the line about a finding that was made on the link that is called `link`.
    package mutating func write(_ finding: Finding, link: String, to buffer: inout ByteBuffer) {
        buffer.append(timeOfDay: buffer.clock.shown(finding.firstAt), in: &zone)
        buffer.append(" ")
        buffer.append(escapedForTerminal: link)
        buffer.append(" ")
        buffer.append(finding.severity.name)
        buffer.append(" ")
        buffer.append(finding.code.name)
        buffer.append(": ")
        var clock = PacketClock(from: finding.firstAt, to: finding.firstAt, shownBy: buffer.clock)
        buffer.append(escapedForTerminal: finding.message { clock.time($0) })
        buffer.append("\n")
    }
}

extension LeaveReason {
    /// What stands behind "left" and the group.
    fileprivate var clause: StaticString {
        switch self {
        case .leave: " (leave)"
        case .toIncludeEmpty: " (changed to include nothing)"
        case .block: " (blocked its last source)"
        case .unanswered: " (left queries unanswered)"
        case .evicted: " (no more room for it)"
        }
    }
}

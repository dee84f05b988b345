import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// The groups of a link and their members.
enum GroupsJSON {
    /// Null where the report carries no groups.
    static func write(_ link: Link, detail: ReportDetail, to json: inout JSONWriter) {
        guard detail != .summary else { return json.null() }
        json.beginArray()
        link.state.tracker.forEachGroup { tracker, group in
            json.beginObject()
            json.member("group", group.address)
            json.member("version", group.version)
            json.member("filter_mode", group.mode.name)
            json.key("sources")
            json.beginArray()
            for source in group.sources {
                json.beginObject()
                json.member("source", source.source)
                json.member("expires_at", source.expiresAt)
                json.endObject()
            }
            json.endArray()
            json.member("forwarding", group.isForwarding)
            json.member("created_at", group.createdAt)
            json.member("expires_at", group.expiresAt)
            json.member("last_reporter", group.lastReporter)
            json.member("member_count", group.memberCount)
            json.key("members")
            if detail == .members {
                json.beginArray()
                for member in tracker.members(of: group) { write(member, to: &json) }
                json.endArray()
            } else {
                json.null()
            }
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ member: MemberSnapshot, to json: inout JSONWriter) {
        json.beginObject()
        json.member("host", member.host)
        json.member("mac", member.mac)
        json.member("version", member.version)
        json.member("state", member.state.name)
        json.member("filter_mode", member.mode.name)
        json.key("sources")
        json.value(member.sources)
        json.member("joined_at", member.joinedAt)
        json.member("last_report_at", member.lastReportAt)
        json.endObject()
    }
}

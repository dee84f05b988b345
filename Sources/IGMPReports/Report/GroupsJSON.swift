import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// The groups of a link and their members.
enum GroupsJSON {
    /// Null where the report carries no groups.
    static func write(
        _ link: Link, _ timing: TimingSnapshot, _ data: DataSnapshot?, detail: ReportDetail, to json: inout JSONWriter
    ) {
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
            json.member("ends_at", group.endsAt)
            json.member("last_reporter", group.lastReporter)
            json.member("member_count", group.memberCount)
            json.member("member_count_is_lower_bound", group.memberCountIsLowerBound)
            json.key("timing")
            TimingJSON.write(tracker.timing(of: group, timing), to: &json)
            json.key("data")
            DataJSON.write(data?[group.address], to: &json)
            json.key("members")
            if detail == .members {
                json.beginArray()
                tracker.forEachMember(of: group) { write($0, to: &json) }
                json.endArray()
            } else {
                json.null()
            }
            json.endObject()
        }
        json.endArray()
    }

    /// The memberships that ended; null where the report carries no members.
    static func write(departedFrom link: Link, detail: ReportDetail, to json: inout JSONWriter) {
        guard detail == .members else { return json.null() }
        json.beginObject()
        json.member("count", link.state.tracker.departures.count)
        json.key("recent")
        json.beginArray()
        for departure in link.state.tracker.departures.recent {
            json.beginObject()
            json.member("host", departure.host)
            json.member("group", departure.group)
            json.member("version", departure.version)
            json.member("joined_at", departure.joinedAt)
            json.member("at", departure.at)
            json.member("reason", departure.reason.name)
            json.endObject()
        }
        json.endArray()
        json.endObject()
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
